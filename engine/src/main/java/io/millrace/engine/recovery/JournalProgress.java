package io.millrace.engine.recovery;

/**
 * How much of a run's input is in its journal. <b>Thread-safe.</b>
 *
 * <p>Whoever pushes events begins behind {@link #journaledEvents} after a restart; those before it must not be pushed
 * again. An event is safe from the death of the process when it is journaled, and from a loss of power when it is
 * synced: read {@link #journaledPosition()} once {@link #journaledEvents} counts the event, and wait until
 * {@link #syncedPosition()} has reached that.
 */
public interface JournalProgress {
    /**
     * Number of events of a source that are journaled and worked on. Events that were dropped by an overload policy are
     * not among them.
     *
     * @param source name of the source.
     * @return the count, over all runs of the journal.
     * @throws IllegalArgumentException if the pipeline has no source of this name.
     */
    long journaledEvents(String source);

    /**
     * The position behind the last slot that is journaled. Events and marks have a slot each.
     *
     * @return the position.
     */
    long journaledPosition();

    /**
     * The position behind the last slot that survives a loss of power.
     *
     * @return the position, at most {@link #journaledPosition()}.
     */
    long syncedPosition();

    /**
     * Forces everything journaled to the disk, on the calling thread.
     *
     * @throws io.millrace.journal.JournalSyncException if the disk did not take it, now or earlier.
     */
    void sync();
}
