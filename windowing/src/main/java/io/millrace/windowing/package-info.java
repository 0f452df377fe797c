/** Millrace windowing. */
package io.millrace.windowing;
