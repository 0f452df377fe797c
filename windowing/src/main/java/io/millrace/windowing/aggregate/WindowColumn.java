package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** What the window itself says: its key, where it lies, which firing it is. Needs no accumulator. */
final class WindowColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    /** Which part of the window. */
    enum Part {
        /** The key. */
        KEY,
        /** First time in the window. */
        START,
        /** First time after it. */
        END,
        /** How often the window fired before. */
        FIRED_BEFORE,
        /** Whether the window's state is dropped. */
        DROPPED
    }

    private final Part part;

    WindowColumn(final String field, final Part part) {
        super(ResultField.of(field, part == Part.DROPPED ? ResultField.Kind.FLAG : ResultField.Kind.WHOLE));
        this.part = part;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        // The window knows.
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        // Events do not change the window.
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        // Both are of the same window.
    }

    @Override
    boolean isDeductible() {
        return true;
    }

    @Override
    void deduct(final Flyweight accumulator, final Flyweight other) {
        // There is nothing to take out.
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        switch (part) {
            case KEY -> result().putLong(output, numberOf(window));
            case START -> result().putLong(output, window.startNs());
            case END -> result().putLong(output, window.endNs());
            case FIRED_BEFORE -> result().putLong(output, window.firedBefore());
            case DROPPED -> result().putFlag(output, window.isDropped());
        }
    }

    private long numberOf(final Window window) {
        if (window.keyRecord() != null) {
            throw new IllegalStateException("field " + name()
                    + ": the windows are keyed by records, not by numbers: key(field, class of the keys, number)");
        }
        return window.key();
    }
}
