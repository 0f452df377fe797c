package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Reducer;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;

/** The events of a window, reduced to one record of their kind. */
final class ReduceAggregate<T, F extends Flyweight> implements Aggregate<T, Reduction<F>, F> {
    private static final long serialVersionUID = 1L;

    private final RecordType<T, F> type;
    private final Reducer<T, F> reducer;
    private transient RecordType<?, Reduction<F>> accumulatorType;

    ReduceAggregate(final RecordType<T, F> type, final Reducer<T, F> reducer) {
        this.type = type;
        this.reducer = reducer;
        this.accumulatorType = Reduction.typeOf(type);
    }

    @Serial
    private void readObject(final ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        accumulatorType = Reduction.typeOf(type);
    }

    @Override
    public RecordType<?, Reduction<F>> accumulatorType() {
        return accumulatorType;
    }

    @Override
    public RecordType<?, F> outputType() {
        return type;
    }

    @Override
    public void create(final Reduction<F> accumulator) {
        // Zeros say that there is no record yet.
    }

    @Override
    public void add(final Reduction<F> accumulator, final T event, final EventContext context) {
        final F record = accumulator.record();
        if (accumulator.isEmpty()) {
            record.copyFrom((Flyweight) event);
            accumulator.fill();
        } else {
            reducer.reduce(record, event);
        }
    }

    @Override
    public void combine(final Reduction<F> accumulator, final Reduction<F> other) {
        if (other.isEmpty()) {
            return;
        }
        final F record = accumulator.record();
        if (accumulator.isEmpty()) {
            record.copyFrom(other.record());
            accumulator.fill();
        } else {
            reducer.reduce(record, type.recordClass().cast(other.record()));
        }
    }

    @Override
    public void finish(final Window window, final Reduction<F> accumulator, final F output) {
        if (!accumulator.isEmpty()) {
            output.copyFrom(accumulator.record());
        }
    }

    @Override
    public String toString() {
        return "reduction to " + type.name();
    }
}
