package io.millrace.journal;

import java.util.List;

/**
 * What was found when a journal was opened.
 *
 * <p>Thread-safe: immutable.
 *
 * @param firstPosition the position of the first slot that is held.
 * @param endPosition the position after the last one.
 * @param endOrdinal the number of excerpts ever appended.
 * @param epoch the number of the last epoch, 0 where there is none.
 * @param closedCleanly whether the last writer closed the journal, or the journal is new.
 * @param droppedBytes bytes behind the last whole excerpt: a writer died in the midst of them.
 * @param lostPositions positions that a writer said it had written when it closed, and that are gone.
 * @param messages what a user should be told, one line each; empty if all is as it should be.
 */
public record Opening(
        long firstPosition,
        long endPosition,
        long endOrdinal,
        int epoch,
        boolean closedCleanly,
        long droppedBytes,
        long lostPositions,
        List<String> messages) {
    /** Copies the list. */
    public Opening {
        messages = List.copyOf(messages);
    }
}
