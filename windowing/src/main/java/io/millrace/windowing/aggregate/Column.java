package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.RecordType;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.io.Serializable;
import java.util.Set;

/**
 * One of several aggregates over one window: the accumulator's fields that it needs, what it does with them, and the
 * fields of the result that it writes. An accumulator of zeros is neutral for every column. Only numbers that are read
 * from the accumulator matter: a column remembers nothing, and may serve several operators.
 *
 * @param <T> the event.
 */
abstract class Column<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ResultField[] results;
    private int start;

    Column(final ResultField... results) {
        this.results = results;
    }

    /** Name of the first field of the result; the names of the accumulator's fields begin with it. */
    final String name() {
        return results[0].name();
    }

    final ResultField result() {
        return results[0];
    }

    final ResultField result(final int index) {
        return results[index];
    }

    /** How many fields of the result it writes. */
    final int results() {
        return results.length;
    }

    /** Adds its fields to a result that is made for the aggregate. */
    final void declareResults(final LayoutBuilder layout) {
        for (final ResultField field : results) {
            field.declare(layout);
        }
    }

    /** Finds its fields in the result; {@code taken} are those that other columns write. */
    final void locateResults(final RecordType<?, ?> type, final String aggregate, final Set<String> taken) {
        for (final ResultField field : results) {
            if (!taken.add(field.name())) {
                throw new IllegalArgumentException(
                        "aggregate " + aggregate + " would write field " + field.name() + " twice");
            }
            field.locate(type, aggregate);
        }
    }

    /** Adds its fields to the accumulator, and remembers where they begin: all fields are of 8 or 16 bytes. */
    final void declare(final LayoutBuilder accumulator) {
        start = accumulator.sizeBytes();
        declareFields(accumulator);
    }

    /** Declares the accumulator's fields, in the order of the column's offsets. */
    abstract void declareFields(LayoutBuilder accumulator);

    abstract void add(Flyweight accumulator, T event, EventContext context);

    abstract void combine(Flyweight accumulator, Flyweight other);

    /** Whether {@link #deduct} works. */
    boolean isDeductible() {
        return false;
    }

    void deduct(final Flyweight accumulator, final Flyweight other) {
        throw new UnsupportedOperationException(name() + " is not deductible");
    }

    abstract void finish(Window window, Flyweight accumulator, Flyweight output);

    /** The name of a field in the accumulator. */
    final String part(final String what) {
        return name() + '$' + what;
    }

    final void declareLongs(final LayoutBuilder accumulator, final String... parts) {
        for (final String part : parts) {
            accumulator.int64(part(part));
        }
    }

    /** Where a part of the accumulator lies in its buffer. */
    final int at(final Flyweight accumulator, final int offset) {
        return accumulator.offset() + start + offset;
    }

    final long get(final Flyweight accumulator, final int offset) {
        return accumulator.buffer().getLong(at(accumulator, offset));
    }

    final void put(final Flyweight accumulator, final int offset, final long value) {
        accumulator.buffer().putLong(at(accumulator, offset), value);
    }

    final double getDouble(final Flyweight accumulator, final int offset) {
        return accumulator.buffer().getDouble(at(accumulator, offset));
    }

    final void putDouble(final Flyweight accumulator, final int offset, final double value) {
        accumulator.buffer().putDouble(at(accumulator, offset), value);
    }

    /** Adds to a number of 128 bits, lower half first. */
    final void addWide(final Flyweight accumulator, final int offset, final long high, final long low) {
        final long newLow = get(accumulator, offset) + low;
        final long oldHigh = get(accumulator, offset + Long.BYTES);
        final long newHigh = oldHigh + high + (Long.compareUnsigned(newLow, low) < 0 ? 1 : 0);
        if (((oldHigh ^ newHigh) & (high ^ newHigh)) < 0) {
            throw tooWide();
        }
        put(accumulator, offset, newLow);
        put(accumulator, offset + Long.BYTES, newHigh);
    }

    /** Subtracts from a number of 128 bits, lower half first. */
    final void subtractWide(final Flyweight accumulator, final int offset, final long high, final long low) {
        final long oldLow = get(accumulator, offset);
        final long oldHigh = get(accumulator, offset + Long.BYTES);
        final long newHigh = oldHigh - high - (Long.compareUnsigned(oldLow, low) < 0 ? 1 : 0);
        if (((oldHigh ^ high) & (oldHigh ^ newHigh)) < 0) {
            throw tooWide();
        }
        put(accumulator, offset, oldLow - low);
        put(accumulator, offset + Long.BYTES, newHigh);
    }

    private ArithmeticException tooWide() {
        return new ArithmeticException("the sum in field " + name() + " does not fit 128 bits");
    }

    /** Whether one event is before another, by time, then order of arrival. */
    static boolean isBefore(final long timeNs, final long sequence, final long otherNs, final long otherSequence) {
        return timeNs < otherNs || timeNs == otherNs && sequence < otherSequence;
    }
}
