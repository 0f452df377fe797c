package io.millrace.engine.operator;

import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.record.Flyweight;

/**
 * The numbers of an output: how many results there were, their digest, and which of them are stored. <b>Used on the
 * stage's thread only.</b>
 */
public final class OutputSeries {
    private DurableOutput durable;
    private boolean journaled;
    private long count;
    private long digest;
    private long firstWanted;
    private long leftOutDigest;
    private long committedCount;
    private long committedPosition;

    /** Creates the series of an output that had no results yet. */
    public OutputSeries() {}

    /**
     * Says where the results go.
     *
     * @param output a sink, or {@code null}; if it stores results exactly once, it is told of commits.
     * @param journaling how the run is journaled.
     */
    public void attach(final Object output, final Journaling journaling) {
        journaled = journaling != Journaling.NONE;
        durable = output instanceof DurableOutput && journaled ? (DurableOutput) output : null;
    }

    /**
     * Takes the next result up into the digest, if the run is journaled.
     *
     * @param timeNs its event time, in nanoseconds since the epoch.
     * @param more what else is said of it.
     * @param result the result.
     * @param bytes its size in bytes, a multiple of 8.
     * @return whether it is to be handed on: it is not stored yet.
     */
    public boolean take(final long timeNs, final long more, final Flyweight result, final int bytes) {
        if (journaled) {
            digest = OutputDigest.add(digest + more, timeNs, result, bytes);
        }
        if (count >= firstWanted) {
            return true;
        }
        if (count + 1 == firstWanted) {
            leftOutDigest = digest;
        }
        return false;
    }

    /** The result that was taken last has been dealt with. */
    public void next() {
        count++;
    }

    /**
     * Number of results.
     *
     * @return the number of the next one, over the life of the output.
     */
    public long count() {
        return count;
    }

    /**
     * Digest of the results.
     *
     * @return the digest; 0 before the first, and where the run is not journaled.
     */
    public long digest() {
        return digest;
    }

    /**
     * Goes on where a state was saved.
     *
     * @param restoredCount the number of the next result.
     * @param restoredDigest the digest of those before it.
     */
    public void restore(final long restoredCount, final long restoredDigest) {
        count = restoredCount;
        digest = restoredDigest;
    }

    /**
     * As {@link NumberedOutput#stored()}.
     *
     * @return what is stored, or {@code null}.
     */
    public StoredOutput stored() {
        return durable == null ? null : durable.stored();
    }

    /**
     * As {@link NumberedOutput#leaveOutBelow}.
     *
     * @param outputs number of results that are stored.
     */
    public void leaveOutBelow(final long outputs) {
        firstWanted = outputs;
        committedCount = outputs;
        leftOutDigest = digest;
    }

    /**
     * As {@link NumberedOutput#reproduced()}.
     *
     * @return whether the results that are stored were made again.
     */
    public boolean reproduced() {
        return durable == null
                || count >= firstWanted && leftOutDigest == durable.stored().digest();
    }

    /**
     * Stores how many results there are, if the output can and there is something new. Results have been flushed.
     *
     * @param position journal position up to which everything has been worked off.
     * @param forced whether that must survive a loss of power, too.
     * @throws Exception as the output does.
     */
    public void commit(final long position, final boolean forced) throws Exception {
        final boolean news = count > committedCount || forced && position != committedPosition;
        if (durable != null && news && count >= firstWanted) {
            durable.commit(count, position, digest, forced);
            committedCount = count;
            committedPosition = position;
        }
    }
}
