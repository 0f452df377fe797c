package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** What the window itself says: its key and where it lies. Needs no accumulator. */
final class WindowColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    /** Which part of the window. */
    enum Part {
        /** The key. */
        KEY,
        /** First time in the window. */
        START,
        /** First time after it. */
        END
    }

    private final Part part;

    WindowColumn(final String field, final Part part) {
        super(field);
        this.part = part;
    }

    @Override
    void declare(final LayoutBuilder accumulator) {
        // The window knows.
    }

    @Override
    void locate(final Layout accumulator) {
        // There is nothing to find.
    }

    @Override
    void create(final Flyweight accumulator) {
        // There is nothing to make.
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
    long finish(final Window window, final Flyweight accumulator) {
        return switch (part) {
            case KEY -> window.key();
            case START -> window.startNs();
            case END -> window.endNs();
        };
    }
}
