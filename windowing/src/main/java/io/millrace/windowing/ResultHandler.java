package io.millrace.windowing;

import io.millrace.record.Flyweight;

/**
 * Takes results of windows, in order.
 *
 * @param <O> the result.
 */
@FunctionalInterface
public interface ResultHandler<O extends Flyweight> {
    /**
     * Takes one result. Called on the thread that moved the watermark, inside that call.
     *
     * @param result the result; reused for the next one after this call.
     * @param timeNs the result's event time: the window's end minus one.
     */
    void onResult(O result, long timeNs);
}
