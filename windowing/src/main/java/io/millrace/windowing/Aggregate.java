package io.millrace.windowing;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.Serializable;

/**
 * What is computed over the events of a window, in an accumulator that is a record off the heap.
 *
 * <p>Calls: {@link #create} once on a new accumulator; {@link #add} for every event, in order of arrival;
 * {@link #finish} when a window has a result. A window that is put together from parts is {@link #combine}d, parts in
 * order of their time, into an accumulator that was created. All calls come from one thread. Accumulators, window,
 * context and output are reused by the next call: none may be kept.
 *
 * <p>Laws, for all accumulators {@code a}, {@code b}, {@code c} and with {@code =} meaning equal results of
 * {@code finish}:
 *
 * <ul>
 *   <li>{@code combine(new, a) = a = combine(a, new)}: a created accumulator is neutral;
 *   <li>{@code combine(combine(a, b), c) = combine(a, combine(b, c))}, where {@code combine} changes its first argument
 *       only;
 *   <li>adding events one by one is the same as combining accumulators of them, however they are cut;
 *   <li>where it {@linkplain #isDeductible is deductible}, {@code deduct(combine(a, b), b) = a} and
 *       {@code deduct(combine(a, b), a) = b};
 *   <li>{@code finish} changes neither the accumulator nor anything else but the output, and depends on nothing but its
 *       arguments: no clock, no random numbers, no memory of earlier calls.
 * </ul>
 *
 * <p>An exception out of {@code add} leaves the accumulator as it is at that moment: if the pipeline skips the event,
 * the window still has a result, of whatever was added.
 *
 * <p>Where the order of events matters, as for the first and the last, it is told by {@link EventContext} and not by
 * the order of calls.
 *
 * @param <T> what is aggregated.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public interface Aggregate<T, A extends Flyweight, O extends Flyweight> extends Serializable {
    /**
     * The record type of accumulators.
     *
     * @return the type; the same on every call.
     */
    RecordType<?, A> accumulatorType();

    /**
     * The record type of results.
     *
     * @return the type; the same on every call.
     */
    RecordType<?, O> outputType();

    /**
     * Makes a new accumulator neutral. Its bytes are zeros: where that is neutral already there is nothing to do.
     *
     * @param accumulator the new accumulator.
     */
    void create(A accumulator);

    /**
     * Adds an event.
     *
     * @param accumulator what to add to.
     * @param event the event.
     * @param context its time and its place in the order of arrival.
     */
    void add(A accumulator, T event, EventContext context);

    /**
     * Adds what another accumulator holds.
     *
     * @param accumulator what to add to.
     * @param other what to add; stays as it is.
     */
    void combine(A accumulator, A other);

    /**
     * Whether {@link #deduct} works: parts that leave a sliding window can then be taken out again. Not for doubles, on
     * which rounding errors would add up, and not where taking out is no inverse, as for the largest value.
     *
     * @return false unless overridden; the same on every call.
     */
    default boolean isDeductible() {
        return false;
    }

    /**
     * Takes out again what was combined into an accumulator, from whichever end: {@code deduct(combine(a, b), b) = a}
     * and {@code deduct(combine(a, b), a) = b}.
     *
     * @param accumulator what to take from.
     * @param other what to take out; stays as it is.
     */
    default void deduct(final A accumulator, final A other) {
        throw new UnsupportedOperationException(getClass().getName() + " is not deductible");
    }

    /**
     * Writes the result of a window.
     *
     * @param window the window: its key, start and end.
     * @param accumulator all of its events; stays as it is.
     * @param output where to write; its bytes are zeros.
     */
    void finish(Window window, A accumulator, O output);
}
