package io.millrace.bench.journal;

/**
 * How long a restart took.
 *
 * @param recoveredNs from starting the run to its having taken up everything, in nanoseconds.
 * @param firstEventNs from starting the run to the first event that is new.
 * @param worked number of events that were worked off again.
 */
public record RestartTimes(long recoveredNs, long firstEventNs, long worked) {}
