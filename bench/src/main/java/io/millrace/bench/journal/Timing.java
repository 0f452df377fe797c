package io.millrace.bench.journal;

import io.millrace.bench.work.Answer;

/**
 * What a run found, and how long it took.
 *
 * @param answer what it found; its time is from the first event to the last result.
 * @param cpuNs processor time of the thread that did the work in that time, in nanoseconds.
 * @param endNs what came behind: outputs committed, the journal forced to the disk, files closed; in nanoseconds.
 */
public record Timing(Answer answer, long cpuNs, long endNs) {}
