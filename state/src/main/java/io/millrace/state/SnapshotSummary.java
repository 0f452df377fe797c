package io.millrace.state;

/**
 * What was written as a snapshot.
 *
 * @param segments how many segments it holds, free ones left out.
 * @param freeSegments how many segments were free.
 * @param bytes its length.
 * @param digest a digest of the segments it holds, by their places and bytes: the same for the same state, whoever
 *     wrote it and when.
 */
public record SnapshotSummary(long segments, long freeSegments, long bytes, long digest) {}
