package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.io.Serializable;

/**
 * One of several aggregates over one window: the accumulator's fields that it needs, and what it does with them.
 *
 * @param <T> the event.
 */
abstract class Column<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String field;

    Column(final String field) {
        this.field = field;
    }

    /** Name of the field in the result, and of its first field in the accumulator. */
    final String field() {
        return field;
    }

    /** Declares the accumulator's fields. */
    abstract void declare(LayoutBuilder accumulator);

    /** Remembers where the accumulator's fields lie. Called once, before anything else. */
    abstract void locate(Layout accumulator);

    abstract void create(Flyweight accumulator);

    abstract void add(Flyweight accumulator, T event, EventContext context);

    abstract void combine(Flyweight accumulator, Flyweight other);

    abstract long finish(Window window, Flyweight accumulator);

    static long get(final Flyweight record, final int offset) {
        return record.buffer().getLong(record.offset() + offset);
    }

    static void put(final Flyweight record, final int offset, final long value) {
        record.buffer().putLong(record.offset() + offset, value);
    }
}
