package io.millrace.journal.checkpoint;

/**
 * A checkpoint that is stored.
 *
 * <p>Thread-safe: immutable.
 *
 * @param header what it says of itself.
 * @param stateDigest the digest of the state, as it was given.
 * @param bytes how long it is.
 * @param name the file, or what stands for it.
 */
public record CheckpointInfo(CheckpointHeader header, long stateDigest, long bytes, String name) {}
