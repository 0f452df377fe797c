package io.millrace.engine.function;

/**
 * Takes the records that a function makes, one after the other.
 *
 * <p><b>Not thread-safe: valid only during the call it was passed to.</b>
 *
 * @param <F> the flyweight written.
 */
public interface Collector<F> {
    /**
     * Begins a record.
     *
     * @return the outgoing record: all zero, but for its event time, which is that of the event being processed. Always
     *     the same object.
     */
    F next();

    /** Sends the record begun by {@link #next} on; everything behind it has run when this returns. */
    void emit();
}
