package io.millrace.windowing.reduce;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.RecordType;
import io.millrace.state.Reducer;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.util.Objects;

/**
 * The aggregate of a {@link Reducer}: the first event of a window as it is, into which the others are taken in order of
 * arrival. Windows that are put together from parts ask for an associative reducer.
 *
 * @param <T> the interface through which events are read.
 * @param <F> the flyweight through which they are written.
 */
public final class Reduction<T, F extends Flyweight> implements Aggregate<T, Reduced<F>, F> {
    private static final long serialVersionUID = 1L;

    private final RecordType<T, F> type;
    private final Reducer<T, F> reducer;
    private transient RecordType<?, Reduced<F>> accumulatorType;

    /**
     * Creates the aggregate.
     *
     * @param type type of the events, and of the result.
     * @param reducer takes one event into another.
     */
    public Reduction(final RecordType<T, F> type, final Reducer<T, F> reducer) {
        this.type = Objects.requireNonNull(type, "type");
        this.reducer = Objects.requireNonNull(reducer, "reducer");
    }

    @Override
    public RecordType<?, Reduced<F>> accumulatorType() {
        if (accumulatorType == null) {
            accumulatorType = new RecordType<>(Object.class, layout(), made -> new Reduced<>(made, type));
        }
        return accumulatorType;
    }

    /** Whether there was an event, and the record as words; which record it is shows in the fingerprint. */
    private Layout layout() {
        final LayoutBuilder layout =
                Layout.builder("Reduced" + Long.toHexString(type.layout().fingerprint()));
        layout.int64("present");
        for (int at = 0; at < type.sizeBytes(); at += Long.BYTES) {
            layout.int64("word" + at);
        }
        return layout.build();
    }

    @Override
    public RecordType<?, F> outputType() {
        return type;
    }

    @Override
    public void create(final Reduced<F> accumulator) {
        // Zeros are no event.
    }

    @Override
    public void add(final Reduced<F> accumulator, final T event, final EventContext context) {
        if (accumulator.isPresent()) {
            reducer.reduce(accumulator.value(), event);
        } else {
            accumulator.set((Flyweight) event);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a flyweight of the type is one of its records
    public void combine(final Reduced<F> accumulator, final Reduced<F> other) {
        if (other.isPresent()) {
            if (accumulator.isPresent()) {
                reducer.reduce(accumulator.value(), (T) other.value());
            } else {
                accumulator.set(other.value());
            }
        }
    }

    @Override
    public void finish(final Window window, final Reduced<F> accumulator, final F output) {
        output.copyFrom(accumulator.value());
    }

    @Override
    public String toString() {
        return "reduction of " + type.name();
    }
}
