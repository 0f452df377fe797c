package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.state.KeyedStates;
import org.agrona.DirectBuffer;

/** Takes the key of an event and moves state to it. <b>Used on the stage's thread only.</b> */
public abstract class EventKey {
    /** For the keys of this package and their copies. */
    protected EventKey() {}

    /**
     * Moves state to the key of an event.
     *
     * @param event the event.
     * @param states the state.
     * @param nowNs processing time, for times to live, in nanoseconds of the run's clock.
     */
    public abstract void moveTo(Flyweight event, KeyedStates states, long nowNs);

    /**
     * Moves state to a key that is a number.
     *
     * @param number the key.
     * @param states the state.
     * @param nowNs processing time, for times to live, in nanoseconds of the run's clock.
     */
    public void moveTo(final long number, final KeyedStates states, final long nowNs) {
        throw new IllegalStateException("keys are records");
    }

    /**
     * Moves state to a key that is a record.
     *
     * @param buffer where the key lies; it is copied.
     * @param offset its first byte.
     * @param states the state.
     * @param nowNs processing time, for times to live, in nanoseconds of the run's clock.
     */
    public void moveTo(final DirectBuffer buffer, final int offset, final KeyedStates states, final long nowNs) {
        throw new IllegalStateException("keys are numbers");
    }

    /**
     * The key taken last, where keys are numbers.
     *
     * @return the key, or 0.
     */
    public abstract long number();

    /**
     * The key taken last, where keys are records.
     *
     * @return the key, or {@code null}.
     */
    public abstract Flyweight record();
}
