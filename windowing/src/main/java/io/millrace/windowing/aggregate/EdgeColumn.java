package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * The number of the event that is first, or last, by (event time, order of arrival). Events that one event was turned
 * into share both: of them the one that was added first counts as the first.
 */
final class EdgeColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int PRESENT = 0;
    private static final int TIME = Long.BYTES;
    private static final int SEQUENCE = 2 * Long.BYTES;
    private static final int NUMBER = 3 * Long.BYTES;

    private final LongValue<? super T> value;
    private final boolean last;

    EdgeColumn(final String field, final LongValue<? super T> value, final boolean last) {
        super(ResultField.of(field, ResultField.Kind.WHOLE));
        this.value = value;
        this.last = last;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "present", "timeNs", "sequence", last ? "last" : "first");
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        if (isOuter(accumulator, context.timeNs(), context.sequence())) {
            set(accumulator, value.of(event), context.timeNs(), context.sequence());
        }
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        final long timeNs = get(other, TIME);
        final long sequence = get(other, SEQUENCE);
        if (get(other, PRESENT) != 0 && isOuter(accumulator, timeNs, sequence)) {
            set(accumulator, get(other, NUMBER), timeNs, sequence);
        }
    }

    private boolean isOuter(final Flyweight accumulator, final long timeNs, final long sequence) {
        if (get(accumulator, PRESENT) == 0) {
            return true;
        }
        final long keptNs = get(accumulator, TIME);
        final long keptSequence = get(accumulator, SEQUENCE);
        return last
                ? !isBefore(timeNs, sequence, keptNs, keptSequence)
                : isBefore(timeNs, sequence, keptNs, keptSequence);
    }

    private void set(final Flyweight accumulator, final long number, final long timeNs, final long sequence) {
        put(accumulator, PRESENT, 1);
        put(accumulator, TIME, timeNs);
        put(accumulator, SEQUENCE, sequence);
        put(accumulator, NUMBER, number);
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
