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

    @Override
    public String toString() {
        return "[" + startNs + ", " + endNs + ") of key " + (keyRecord == null ? Long.toString(key) : keyRecord);
    }
}
