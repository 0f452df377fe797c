package io.millrace.windowing;

import io.millrace.record.Flyweight;

/**
 * Takes results of windows, in order: by the end of the window, then by the key's place in the list of live keys.
 *
 * <p>Called on the thread that moved the watermark, inside that call.
 *
 * @param <O> the result.
 */
@FunctionalInterface
public interface ResultHandler<O extends Flyweight> {
    /**
     * Takes one result.
     *
     * @param result the result; reused for the next one after this call.
     * @param timeNs the result's event time: the window's end minus one.
     */
    void onResult(O result, long timeNs);

    /**
     * Takes back a result that was handed out before: that of a session which has become part of a larger one. Never
     * called for windows that do not merge.
     *
     * @param retracted the result, as it was; reused after this call.
     * @param timeNs its event time, as it was.
     */
    default void onRetraction(final O retracted, final long timeNs) {
        throw new UnsupportedOperationException("a result was taken back, which this handler does not expect");
    }

    /**
     * The result could not be made or handed on. If this returns, the result is skipped and the next one follows; if it
     * throws, the remaining results of the window's pane are lost: processing is expected to stop.
     *
     * @param failure what {@link Aggregate#finish} or {@link #onResult} threw.
     * @param window the window; valid during this call.
     */
    default void onFailure(final RuntimeException failure, final Window window) {
        throw failure;
    }
}
