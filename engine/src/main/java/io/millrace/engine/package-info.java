/** Millrace engine. */
package io.millrace.engine;
