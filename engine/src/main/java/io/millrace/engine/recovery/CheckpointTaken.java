package io.millrace.engine.recovery;

/**
 * A checkpoint that was stored.
 *
 * @param id its number.
 * @param position journal position of the first slot that is not in it.
 * @param bytes its length.
 * @param copies segments of 4 KiB that were copied because they changed meanwhile.
 * @param elapsedNs from the moment that it shows to its end, in nanoseconds.
 */
public record CheckpointTaken(long id, long position, long bytes, long copies, long elapsedNs) {}
