/** Measures works against each other: alternating in one JVM, by medians, and only if all find the same answer. */
package io.millrace.bench.contest;
