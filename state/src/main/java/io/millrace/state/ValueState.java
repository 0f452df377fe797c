package io.millrace.state;

import io.millrace.record.Flyweight;

/**
 * One record for the current key. Records handed out are views, valid until the next call or the next event. <b>Not
 * thread-safe: used by the operator that declared it.</b>
 *
 * @param <T> the interface through which it is read.
 * @param <F> the flyweight through which it is written.
 */
public final class ValueState<T, F extends Flyweight> {
    private final KeyedCells cells;
    private final RecordView<T, F> view;

    ValueState(final KeyedCells cells, final RecordView<T, F> view) {
        this.cells = cells;
        this.view = view;
    }

    /**
     * Reads the record.
     *
     * @return the record, or null if there is none.
     */
    public T get() {
        final long value = cells.find();
        return value == 0 ? null : view.read(value);
    }

    /**
     * Gets the record to change it; makes one of zeros if there is none.
     *
     * @return the record.
     * @throws StateLimitException if there is no room for another key.
     */
    public F edit() {
        return view.write(cells.edit());
    }

    /**
     * Removes the record.
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
