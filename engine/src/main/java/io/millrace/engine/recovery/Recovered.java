package io.millrace.engine.recovery;

/**
 * What a recovery did.
 *
 * @param checkpointPosition position of the checkpoint that it began with; 0 without one.
 * @param position where the run goes on.
 * @param events events that were worked off again.
 * @param elapsedNs how long it took, in nanoseconds.
 * @param ended whether all input had ended: nothing is left to do.
 */
public record Recovered(long checkpointPosition, long position, long events, long elapsedNs, boolean ended) {}
