/** Millrace bench. */
package io.millrace.bench;
