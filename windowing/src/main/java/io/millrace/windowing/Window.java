package io.millrace.windowing;

import io.millrace.record.Flyweight;

/**
 * The window whose result is being finished: its key and where it lies.
 *
 * <p>A view that is valid during the call it is passed to, and reused for the next window. <b>Not thread-safe.</b>
 */
public final class Window {
    private final Flyweight keyRecord;
    private long key;
    private long startNs;
    private long endNs;
    private long firedBefore;
    private boolean dropped = true;
    private boolean retraction;

    /** Creates the view for windows that are keyed by long values. */
    public Window() {
        this(null);
    }

    /**
     * Creates the view for windows that are keyed by records.
     *
     * @param keyRecord the flyweight that {@link #keyRecord()} gives out; whoever sets the window wraps it.
     */
    public Window(final Flyweight keyRecord) {
        this.keyRecord = keyRecord;
    }

    /**
     * Moves the view to a window. For whoever calls an {@link Aggregate}.
     *
     * @param newStartNs first time in the window.
     * @param newEndNs first time after the window.
     */
    public void setTimes(final long newStartNs, final long newEndNs) {
        startNs = newStartNs;
        endNs = newEndNs;
    }

    /**
     * Moves the view to a key, if keys are long values. For whoever calls an {@link Aggregate}.
     *
     * @param newKey the key.
     */
    public void setKey(final long newKey) {
        key = newKey;
    }

    /**
     * The key, if keys are long values.
     *
     * @return the key; 0 if the windows are keyed by records.
     */
    public long key() {
        return key;
    }

    /**
     * The key, if keys are records.
     *
     * @return a view of the key that is valid as long as this window is; null if the windows are keyed by long values.
     */
    public Flyweight keyRecord() {
        return keyRecord;
    }

    /**
     * First time in the window.
     *
     * @return nanoseconds since the epoch.
     */
    public long startNs() {
        return startNs;
    }

    /**
     * First time after the window.
     *
     * @return nanoseconds since the epoch.
     */
    public long endNs() {
        return endNs;
    }

    /**
     * Says which of the window's firings this is. For whoever calls an {@link Aggregate}; never called where every
     * window fires once.
     *
     * @param newFiredBefore how often the window fired before.
     * @param newDropped whether its state is dropped after this firing.
     * @param newRetraction whether this takes back an earlier result.
     */
    public void setFiring(final long newFiredBefore, final boolean newDropped, final boolean newRetraction) {
        firedBefore = newFiredBefore;
        dropped = newDropped;
        retraction = newRetraction;
    }

    /**
     * How often this window had a result before: 0 for the first.
     *
     * @return the count.
     */
    public long firedBefore() {
        return firedBefore;
    }

    /**
     * Whether the window's state is dropped in the step that makes this result: no other one follows, unless a trigger
     * of one's own has several in that step.
     *
     * @return true for the last result of a window that is dropped when it has it. A window that is kept for late
     *     events may be dropped later without a further result.
     */
    public boolean isDropped() {
        return dropped;
    }

    /**
     * Whether this is no result but takes one back: that of a session which has become part of a larger one.
     *
     * @return true for a retraction; everything else about it is as it was in the result taken back.
     */
    public boolean isRetraction() {
        return retraction;
    }

    @Override
    public String toString() {
        return "[" + startNs + ", " + endNs + ") of key " + (keyRecord == null ? Long.toString(key) : keyRecord);
    }
}
