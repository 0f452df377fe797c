package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * Numbers of the n events at which another number is largest, or smallest, best first; of equal ones the earlier event
 * (time, then arrival) comes first.
 */
final class TopColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int COUNT = 0;
    private static final int ENTRIES = Long.BYTES;

    // In an entry:
    private static final int RANKED = 0;
    private static final int TIME = Long.BYTES;
    private static final int SEQUENCE = 2 * Long.BYTES;
    private static final int NUMBER = 3 * Long.BYTES;
    private static final int ENTRY_BYTES = 4 * Long.BYTES;

    private final LongValue<? super T> by;
    private final LongValue<? super T> value;
    private final boolean largest;
    private final int limit;

    TopColumn(
            final String field,
            final int limit,
            final LongValue<? super T> by,
            final LongValue<? super T> value,
            final boolean largest) {
        super(results(field, limit));
        this.limit = limit;
        this.by = by;
        this.value = value;
        this.largest = largest;
    }

    private static ResultField[] results(final String field, final int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "field " + field + ": the top " + limit + " are none; ask for 1 or more");
        }
        final ResultField[] results = new ResultField[limit];
        for (int i = 0; i < limit; i++) {
            results[i] = ResultField.optional(field + (i + 1), ResultField.Kind.WHOLE);
        }
        return results;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "count");
        for (int i = 1; i <= limit; i++) {
            declareLongs(accumulator, (largest ? "max" : "min") + i, "timeNs" + i, "sequence" + i, "value" + i);
        }
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final long ranked = by.of(event);
        final int place = place(accumulator, ranked, context.timeNs(), context.sequence());
        if (place < limit) {
            insert(accumulator, place);
            final int entry = entry(place);
            put(accumulator, entry + RANKED, ranked);
            put(accumulator, entry + TIME, context.timeNs());
            put(accumulator, entry + SEQUENCE, context.sequence());
            put(accumulator, entry + NUMBER, value.of(event));
        }
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        final int others = (int) get(other, COUNT);
        for (int i = 0; i < others; i++) {
            final int from = entry(i);
            final int place =
                    place(accumulator, get(other, from), get(other, from + TIME), get(other, from + SEQUENCE));
            if (place == limit) {
                return; // what follows is no better
            }
            insert(accumulator, place);
            for (int part = 0; part < ENTRY_BYTES; part += Long.BYTES) {
                put(accumulator, entry(place) + part, get(other, from + part));
            }
        }
    }

    private static int entry(final int place) {
        return ENTRIES + place * ENTRY_BYTES;
    }

    /** Where an event belongs; the limit if nowhere. */
    private int place(final Flyweight accumulator, final long ranked, final long timeNs, final long sequence) {
        int place = (int) get(accumulator, COUNT);
        while (place > 0 && isBetter(accumulator, entry(place - 1), ranked, timeNs, sequence)) {
            place--;
        }
        return place;
    }

    private boolean isBetter(
            final Flyweight accumulator, final int entry, final long ranked, final long timeNs, final long sequence) {
        final long other = get(accumulator, entry + RANKED);
        if (ranked != other) {
            return largest ? ranked > other : ranked < other;
        }
        return isBefore(timeNs, sequence, get(accumulator, entry + TIME), get(accumulator, entry + SEQUENCE));
    }

    /** Makes room at a place; the last entry falls out of a full list. */
    private void insert(final Flyweight accumulator, final int place) {
        final int count = (int) get(accumulator, COUNT);
        final int kept = Math.min(count, limit - 1);
        for (int at = entry(kept) - Long.BYTES; at >= entry(place); at -= Long.BYTES) {
            put(accumulator, at + ENTRY_BYTES, get(accumulator, at));
        }
        put(accumulator, COUNT, kept + 1);
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final int count = (int) get(accumulator, COUNT);
        for (int i = 0; i < limit; i++) {
            if (i < count) {
                result(i).putLong(output, get(accumulator, entry(i) + NUMBER));
            } else {
                result(i).putNothing(output);
            }
        }
    }
}
