/** Millrace state. */
package io.millrace.state;
