package io.millrace.journal.checkpoint;

import io.millrace.journal.JournalException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where checkpoints are kept. The journal's lock is what keeps a second process away; the store has none of its own.
 *
 * <p><b>Not thread-safe</b>: one thread at a time.
 */
public interface CheckpointStore {
    /** How many checkpoints are kept at least. */
    int MIN_KEPT = 2;

    /**
     * Begins to write a checkpoint.
     *
     * @param header what it says of itself; its id must be larger than those that are stored.
     * @return a writer, to be closed by the caller.
     * @throws JournalException if it cannot be written.
     */
    CheckpointWriter write(CheckpointHeader header);

    /**
     * Opens the newest checkpoint that is whole, up to a position.
     *
     * @param maxPosition the journal's end, or the position that a replay starts from.
     * @param onDamage is told, in a line, of each newer one that is damaged and passed over.
     * @return the checkpoint, to be closed by the caller; empty if there is none.
     */
    Optional<StoredCheckpoint> newest(long maxPosition, Consumer<String> onDamage);

    /**
     * What is stored, the newest first. Headers are read, sections are not; those without a readable header are left
     * out.
     *
     * @return a new list.
     */
    List<CheckpointHeader> list();

    /**
     * Deletes the oldest checkpoints.
     *
     * @param kept how many of the newest stay; at least {@link #MIN_KEPT}.
     * @return the position of the oldest that is left: the journal from there on is needed; -1 if none is left.
     */
    long prune(int kept);

    /**
     * Removes checkpoints of slots that the journal does not hold: it lost its end, and other slots will take their
     * positions.
     *
     * @param endPosition where the journal ends; checkpoints up to there stay.
     * @return how many were removed.
     * @throws io.millrace.journal.JournalException if one cannot be removed.
     */
    int discardBehind(long endPosition);
}
