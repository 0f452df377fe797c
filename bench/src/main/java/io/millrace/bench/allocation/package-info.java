/** Counts the bytes that a run's threads allocate while events flow. */
package io.millrace.bench.allocation;
