package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** First, largest, smallest and last number: open, high, low, close. Ties as in {@link EdgeColumn}. */
final class BarColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int PRESENT = 0;
    private static final int FIRST_TIME = Long.BYTES;
    private static final int FIRST_SEQUENCE = 2 * Long.BYTES;
    private static final int LAST_TIME = 3 * Long.BYTES;
    private static final int LAST_SEQUENCE = 4 * Long.BYTES;
    private static final int OPEN = 5 * Long.BYTES;
    private static final int HIGH = 6 * Long.BYTES;
    private static final int LOW = 7 * Long.BYTES;
    private static final int CLOSE = 8 * Long.BYTES;

    private final LongValue<? super T> value;

    /** The results are those of open, high, low, close. */
    BarColumn(final LongValue<? super T> value, final ResultField... results) {
        super(results);
        this.value = value;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "present", "firstNs", "firstSequence", "lastNs", "lastSequence");
        declareLongs(accumulator, "open", "high", "low", "close");
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final long number = value.of(event);
        final long timeNs = context.timeNs();
        final long sequence = context.sequence();
        final boolean first = get(accumulator, PRESENT) == 0;
        if (first) {
            put(accumulator, PRESENT, 1);
        }
        if (first || isBefore(timeNs, sequence, get(accumulator, FIRST_TIME), get(accumulator, FIRST_SEQUENCE))) {
            putEdge(accumulator, FIRST_TIME, timeNs, sequence);
            put(accumulator, OPEN, number);
        }
        if (first || !isBefore(timeNs, sequence, get(accumulator, LAST_TIME), get(accumulator, LAST_SEQUENCE))) {
            putEdge(accumulator, LAST_TIME, timeNs, sequence);
            put(accumulator, CLOSE, number);
        }
        if (first || number > get(accumulator, HIGH)) {
            put(accumulator, HIGH, number);
        }
        if (first || number < get(accumulator, LOW)) {
            put(accumulator, LOW, number);
        }
    }

    private void putEdge(final Flyweight accumulator, final int edge, final long timeNs, final long sequence) {
        put(accumulator, edge, timeNs);
        put(accumulator, edge + Long.BYTES, sequence);
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        if (get(other, PRESENT) == 0) {
            return;
        }
        if (get(accumulator, PRESENT) == 0) {
            for (int part = PRESENT; part <= CLOSE; part += Long.BYTES) {
                put(accumulator, part, get(other, part));
            }
            return;
        }
        if (isEdgeBefore(other, accumulator, FIRST_TIME)) {
            putEdge(accumulator, FIRST_TIME, get(other, FIRST_TIME), get(other, FIRST_SEQUENCE));
            put(accumulator, OPEN, get(other, OPEN));
        }
        if (!isEdgeBefore(other, accumulator, LAST_TIME)) {
            putEdge(accumulator, LAST_TIME, get(other, LAST_TIME), get(other, LAST_SEQUENCE));
            put(accumulator, CLOSE, get(other, CLOSE));
        }
        put(accumulator, HIGH, Math.max(get(accumulator, HIGH), get(other, HIGH)));
        put(accumulator, LOW, Math.min(get(accumulator, LOW), get(other, LOW)));
    }

    private boolean isEdgeBefore(final Flyweight one, final Flyweight other, final int edge) {
        return isBefore(get(one, edge), get(one, edge + Long.BYTES), get(other, edge), get(other, edge + Long.BYTES));
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final boolean present = get(accumulator, PRESENT) != 0;
        for (int i = 0; i < 4; i++) {
            if (present) {
                result(i).putLong(output, get(accumulator, OPEN + i * Long.BYTES));
            } else {
                result(i).putNothing(output);
            }
        }
    }
}
