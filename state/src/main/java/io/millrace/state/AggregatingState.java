package io.millrace.state;

import io.millrace.record.Flyweight;

/**
 * One accumulator for the current key, to which inputs are added. Records handed out are views, valid until the next
 * call or the next event. <b>Not thread-safe: used by the operator that declared it.</b>
 *
 * @param <I> the inputs.
 * @param <T> the interface through which the accumulator is read.
 * @param <A> the flyweight through which it is written.
 */
public final class AggregatingState<I, T, A extends Flyweight> {
    private final KeyedCells cells;
    private final RecordView<T, A> view;
    private final AggregateFunction<I, A> function;

    AggregatingState(final KeyedCells cells, final RecordView<T, A> view, final AggregateFunction<I, A> function) {
        this.cells = cells;
        this.view = view;
        this.function = function;
    }

    /**
     * Reads the accumulator.
     *
     * @return the accumulator, or null if nothing was added yet.
     */
    public T get() {
        final long value = cells.find();
        return value == 0 ? null : view.read(value);
    }

    /**
     * Adds an input.
     *
     * @param input the input.
     * @throws StateLimitException if there is no room for another key.
     */
    public void add(final I input) {
        final A accumulator = view.write(cells.edit());
        if (cells.wasCreated()) {
            function.create(accumulator);
        }
        function.add(accumulator, input);
    }

    /**
     * Removes the accumulator.
     *
     * @return false if there was none.
     */
    public boolean remove() {
        return cells.remove();
    }

    /**
     * The table behind it: sizes, and all keys in a fixed order.
     *
     * @return the table.
     */
    public CellTable table() {
        return cells.table();
    }
}
