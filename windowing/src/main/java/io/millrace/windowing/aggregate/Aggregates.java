package io.millrace.windowing.aggregate;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.FieldKind;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import java.util.ArrayList;
import java.util.List;

/**
 * Declares several aggregates over one window; each becomes a field of the result.
 *
 * <pre>{@code
 * Aggregates.<Trade>named("Bar")
 *     .key("symbol").start("startNs")
 *     .first("open", Trade::price).max("high", Trade::price)
 *     .min("low", Trade::price).last("close", Trade::price)
 *     .sum("volume", Trade::quantity).count("count")
 *     .into(BarFlyweight.TYPE);
 * }</pre>
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the event.
 */
public final class Aggregates<T> {
    private final String name;
    private final List<Column<T>> columns = new ArrayList<>();

    private Aggregates(final String name) {
        this.name = name;
    }

    /**
     * Begins a declaration.
     *
     * @param name name of the result, a Java identifier.
     * @param <T> the event.
     * @return a declaration without fields.
     */
    public static <T> Aggregates<T> named(final String name) {
        return new Aggregates<>(name);
    }

    /**
     * The window's key, where keys are numbers.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> key(final String field) {
        return add(new WindowColumn<>(field, WindowColumn.Part.KEY));
    }

    /**
     * First time in the window, in nanoseconds since the epoch.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> start(final String field) {
        return add(new WindowColumn<>(field, WindowColumn.Part.START));
    }

    /**
     * First time after the window, in nanoseconds since the epoch.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> end(final String field) {
        return add(new WindowColumn<>(field, WindowColumn.Part.END));
    }

    /**
     * Number of events.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> count(final String field) {
        return add(new SumColumn<>(field, event -> 1));
    }

    /**
     * Sum of a number over the events; it fails where it does not fit 64 bits.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> sum(final String field, final LongValue<? super T> value) {
        return add(new SumColumn<>(field, value));
    }

    /**
     * Smallest number.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> min(final String field, final LongValue<? super T> value) {
        return add(new ExtremeColumn<>(field, value, false));
    }

    /**
     * Largest number.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> max(final String field, final LongValue<? super T> value) {
        return add(new ExtremeColumn<>(field, value, true));
    }

    /**
     * Number of the event that is first by (event time, order of arrival).
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> first(final String field, final LongValue<? super T> value) {
        return add(new EdgeColumn<>(field, value, false));
    }

    /**
     * Number of the event that is last by (event time, order of arrival).
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> last(final String field, final LongValue<? super T> value) {
        return add(new EdgeColumn<>(field, value, true));
    }

    private Aggregates<T> add(final Column<T> column) {
        columns.add(column);
        return this;
    }

    /**
     * Finishes the declaration; the result is a record type made for it, with a 64-bit field for each aggregate.
     *
     * @return the aggregate.
     * @throws IllegalArgumentException if a field name is used twice, or is no Java identifier.
     */
    public Aggregate<T, DynamicRecord, DynamicRecord> build() {
        final LayoutBuilder layout = Layout.builder(name);
        columns.forEach(column -> layout.int64(column.field()));
        return into(RecordType.of(layout.build()));
    }

    /**
     * Finishes the declaration; the result is a record of the user's own, whose fields of the same names are written.
     *
     * @param type the result's type.
     * @param <F> the result's flyweight.
     * @return the aggregate.
     * @throws IllegalArgumentException if the type lacks a field, or it does not hold a 64-bit number.
     */
    public <F extends Flyweight> Aggregate<T, DynamicRecord, F> into(final RecordType<?, F> type) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "aggregate " + name + " computes nothing: add a count(..), sum(..), ...");
        }
        final List<Field> results = new ArrayList<>();
        final LayoutBuilder layout = Layout.builder(name + "Accumulator");
        for (final Column<T> column : columns) {
            final Field result = type.layout().field(column.field());
            if (result.kind() != FieldKind.INT64
                    && result.kind() != FieldKind.DECIMAL
                    && result.kind() != FieldKind.SYMBOL
                    && result.kind() != FieldKind.INT32) {
                throw new IllegalArgumentException("field " + column.field() + " of " + type.name() + " is a "
                        + result.kind() + ", not a number that aggregate " + name + " can write");
            }
            results.add(result);
            column.declare(layout);
        }
        if (layout.sizeBytes() == 0) {
            layout.int64("unused"); // a record has at least one field, also where only the window is asked for
        }
        return new ColumnsAggregate<>(RecordType.of(layout.build()), type, columns, results);
    }
}
