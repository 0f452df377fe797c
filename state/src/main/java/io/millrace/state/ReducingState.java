package io.millrace.state;

import io.millrace.record.Flyweight;

/**
 * One record for the current key, into which others are reduced. Records handed out are views, valid until the next
 * call or the next event. <b>Not thread-safe: used by the operator that declared it.</b>
 *
 * @param <T> the interface through which it is read.
 * @param <F> the flyweight through which it is written.
 */
public final class ReducingState<T, F extends Flyweight> {
    private final KeyedCells cells;
    private final RecordView<T, F> view;
    private final Reducer<T, F> reducer;

    ReducingState(final KeyedCells cells, final RecordView<T, F> view, final Reducer<T, F> reducer) {
        this.cells = cells;
        this.view = view;
        this.reducer = reducer;
    }

    /**
     * Reads what has been reduced.
     *
     * @return the record, or null if nothing was added yet.
     */
    public T get() {
        final long value = cells.find();
        return value == 0 ? null : view.read(value);
    }

    /**
     * Takes a record in: as it is if it is the first, else through the reducer.
     *
     * @param record a flyweight over the record, not one that this state handed out.
     * @throws StateLimitException if there is no room for another key.
     */
    public void add(final T record) {
        final F reduced = view.write(cells.edit());
        if (cells.wasCreated()) {
            reduced.copyFrom((Flyweight) record);
        } else {
            reducer.reduce(reduced, record);
        }
    }

    /**
     * Removes what has been reduced.
     *
     * @return false if there was nothing.
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
