package io.millrace.windowing;

import io.millrace.record.Flyweight;

/**
 * The window whose result is being finished: its key and where it lies.
 *
 * <p>A view that is valid during the call it is passed to, and reused for the next window. <b>Not thread-safe.</b>
 */
public interface Window {
    /**
     * The key, if keys are long values.
     *
     * @return the key.
     * @throws IllegalStateException if the windows are keyed by records.
     */
    long key();

    /**
     * The key, if keys are records.
     *
     * @return a view of the key that is valid as long as this window is.
     * @throws IllegalStateException if the windows are keyed by long values.
     */
    Flyweight keyRecord();

    /**
     * First time in the window.
     *
     * @return nanoseconds since the epoch.
     */
    long startNs();

    /**
     * First time after the window.
     *
     * @return nanoseconds since the epoch.
     */
    long endNs();
}
