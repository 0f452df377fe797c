package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** A number of the event at which another number is largest, or smallest; of several such events, of the first. */
final class ArgumentColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int PRESENT = 0;
    private static final int EXTREME = Long.BYTES;
    private static final int TIME = 2 * Long.BYTES;
    private static final int SEQUENCE = 3 * Long.BYTES;
    private static final int NUMBER = 4 * Long.BYTES;

    private final LongValue<? super T> by;
    private final LongValue<? super T> value;
    private final boolean largest;

    ArgumentColumn(
            final String field,
            final LongValue<? super T> by,
            final LongValue<? super T> value,
            final boolean largest) {
        super(ResultField.of(field, ResultField.Kind.WHOLE));
        this.by = by;
        this.value = value;
        this.largest = largest;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "present", largest ? "max" : "min", "timeNs", "sequence", "argument");
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final long candidate = by.of(event);
        if (isBetter(accumulator, candidate, context.timeNs(), context.sequence())) {
            put(accumulator, PRESENT, 1);
            put(accumulator, EXTREME, candidate);
            put(accumulator, TIME, context.timeNs());
            put(accumulator, SEQUENCE, context.sequence());
            put(accumulator, NUMBER, value.of(event));
        }
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        if (get(other, PRESENT) != 0
                && isBetter(accumulator, get(other, EXTREME), get(other, TIME), get(other, SEQUENCE))) {
            for (int part = PRESENT; part <= NUMBER; part += Long.BYTES) {
                put(accumulator, part, get(other, part));
            }
        }
    }

    private boolean isBetter(
            final Flyweight accumulator, final long candidate, final long timeNs, final long sequence) {
        if (get(accumulator, PRESENT) == 0) {
            return true;
        }
        final long extreme = get(accumulator, EXTREME);
        if (candidate != extreme) {
            return largest ? candidate > extreme : candidate < extreme;
        }
        return isBefore(timeNs, sequence, get(accumulator, TIME), get(accumulator, SEQUENCE));
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        if (get(accumulator, PRESENT) == 0) {
            result().putNothing(output);
        } else {
            result().putLong(output, get(accumulator, NUMBER));
        }
    }
}
