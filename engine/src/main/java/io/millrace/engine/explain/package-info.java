/** Answers to questions about time: what the watermark is and who holds it back, and why a window has not fired. */
package io.millrace.engine.explain;
