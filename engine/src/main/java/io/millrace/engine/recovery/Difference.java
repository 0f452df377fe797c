package io.millrace.engine.recovery;

/**
 * Where a replay made other results than the run that it replays.
 *
 * @param output name of the sink whose results differ, or {@code late}.
 * @param beforePosition journal position: the first difference came of a slot before it.
 * @param batch number of batches that were replayed before it came to light; the last of them made the difference.
 */
public record Difference(String output, long beforePosition, long batch) {}
