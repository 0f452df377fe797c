package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.Int128;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * The mean of a number over time: each one holds from its event to the next one, the last one to the end of the window.
 *
 * <p>Where an event falls between two others is known as long as both are among the latest points, which are kept. What
 * is older is added up, from the first event to the oldest point kept; no event can be put in there any more.
 *
 * <pre>
 *    0  count of the points kept
 *    8  folded          1: something is added up, from the first event to point 0
 *   16  firstNs, firstSequence
 *   32  integral        128 bits: number times nanoseconds
 *   48  own             folded, first, integral as they were before another accumulator is combined in
 *   88  last            timeNs, sequence, number of the last point that was added up meanwhile
 *  112  head            where in the points the first one lies
 *  120  points          a ring, by (time, arrival): timeNs, sequence, number
 * </pre>
 *
 * Own and last are zeros between two calls.
 */
final class TwapColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    static final int DEFAULT_POINTS = 32;

    private static final int COUNT = 0;
    private static final int FOLDED = 8;
    private static final int FIRST_TIME = 16;
    private static final int FIRST_SEQUENCE = 24;
    private static final int INTEGRAL = 32;
    private static final int OWN_FOLDED = 48;
    private static final int OWN_FIRST = 56;
    private static final int OWN_INTEGRAL = 72;
    private static final int LAST = 88;
    private static final int HEAD = 112;
    private static final int POINTS = 120;

    // In a point:
    private static final int SEQUENCE = 8;
    private static final int NUMBER = 16;
    private static final int POINT_BYTES = 24;

    private final LongValue<? super T> value;
    private final int limit;

    TwapColumn(final String field, final LongValue<? super T> value, final int limit) {
        super(ResultField.of(field, ResultField.Kind.WHOLE));
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "field " + field + ": an average over time keeps 1 point or more, not " + limit);
        }
        this.value = value;
        this.limit = limit;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "count", "folded", "firstNs", "firstSequence");
        accumulator.int128(part("integral"));
        declareLongs(accumulator, "ownFolded", "ownFirstNs", "ownFirstSequence");
        accumulator.int128(part("ownIntegral"));
        declareLongs(accumulator, "lastNs", "lastSequence", "lastNumber", "head");
        for (int i = 0; i < limit; i++) {
            declareLongs(accumulator, "timeNs" + i, "sequence" + i, "number" + i);
        }
    }

    /** Where the n-th point of an accumulator lies in it. */
    private int point(final Flyweight accumulator, final int index) {
        final int place = (int) get(accumulator, HEAD) + index;
        return POINTS + (place < limit ? place : place - limit) * POINT_BYTES;
    }

    private int count(final Flyweight accumulator) {
        return (int) get(accumulator, COUNT);
    }

    private boolean isFolded(final Flyweight accumulator) {
        return get(accumulator, FOLDED) != 0;
    }

    private void setFirst(final Flyweight accumulator, final long timeNs, final long sequence) {
        put(accumulator, FOLDED, 1);
        put(accumulator, FIRST_TIME, timeNs);
        put(accumulator, FIRST_SEQUENCE, sequence);
    }

    private void putPoint(
            final Flyweight accumulator, final int index, final long timeNs, final long sequence, final long number) {
        final int point = point(accumulator, index);
        put(accumulator, point, timeNs);
        put(accumulator, point + SEQUENCE, sequence);
        put(accumulator, point + NUMBER, number);
    }

    private void copyPoint(final Flyweight accumulator, final int to, final Flyweight other, final int from) {
        final int point = point(other, from);
        putPoint(accumulator, to, get(other, point), get(other, point + SEQUENCE), get(other, point + NUMBER));
    }

    private boolean isBeforePoint(
            final long timeNs, final long sequence, final Flyweight accumulator, final int index) {
        final int point = point(accumulator, index);
        return isBefore(timeNs, sequence, get(accumulator, point), get(accumulator, point + SEQUENCE));
    }

    /** Adds a number for the time it held. Times may be further apart than a signed number says. */
    private void hold(final Flyweight accumulator, final long number, final long fromNs, final long toNs) {
        final long spanNs = toNs - fromNs;
        addWide(accumulator, INTEGRAL, productHigh(number, spanNs), number * spanNs);
    }

    /** Upper half of a product whose second factor is unsigned. */
    private static long productHigh(final long number, final long unsigned) {
        return Math.multiplyHigh(number, unsigned) + (unsigned < 0 ? number : 0);
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final long timeNs = context.timeNs();
        final long sequence = context.sequence();
        final long number = value.of(event);
        final int count = count(accumulator);
        if (isFolded(accumulator) && isBeforePoint(timeNs, sequence, accumulator, 0)) {
            addBeforePoints(accumulator, timeNs, sequence, number);
            return;
        }
        int place = count;
        while (place > 0 && isBeforePoint(timeNs, sequence, accumulator, place - 1)) {
            place--;
        }
        if (count < limit) {
            insert(accumulator, place, count, timeNs, sequence, number);
            put(accumulator, COUNT, count + 1);
        } else if (place == 0) {
            setFirst(accumulator, timeNs, sequence);
            hold(accumulator, number, timeNs, get(accumulator, point(accumulator, 0)));
        } else {
            foldOldest(accumulator, place == 1 ? timeNs : get(accumulator, point(accumulator, 1)));
            final long head = get(accumulator, HEAD) + 1;
            put(accumulator, HEAD, head < limit ? head : 0);
            insert(accumulator, place - 1, count - 1, timeNs, sequence, number);
        }
    }

    private void insert(
            final Flyweight accumulator,
            final int place,
            final int count,
            final long timeNs,
            final long sequence,
            final long number) {
        for (int i = count; i > place; i--) {
            copyPoint(accumulator, i, accumulator, i - 1);
        }
        putPoint(accumulator, place, timeNs, sequence, number);
    }

    private void foldOldest(final Flyweight accumulator, final long untilNs) {
        final int oldest = point(accumulator, 0);
        if (!isFolded(accumulator)) {
            setFirst(accumulator, get(accumulator, oldest), get(accumulator, oldest + SEQUENCE));
        }
        hold(accumulator, get(accumulator, oldest + NUMBER), get(accumulator, oldest), untilNs);
    }

    /** An event before all points that are kept. */
    private void addBeforePoints(
            final Flyweight accumulator, final long timeNs, final long sequence, final long number) {
        final long firstNs = get(accumulator, FIRST_TIME);
        if (isBefore(timeNs, sequence, firstNs, get(accumulator, FIRST_SEQUENCE))) {
            hold(accumulator, number, timeNs, firstNs);
            setFirst(accumulator, timeNs, sequence);
        } else if (timeNs != get(accumulator, point(accumulator, 0))) {
            throw tooLate(timeNs);
        } // Else another one of the same time came after it: it held for no time.
    }

    private IllegalStateException tooLate(final long timeNs) {
        return new IllegalStateException("field " + name() + ": the event at " + timeNs + " came behind more than "
                + limit + " later ones of its window, whose average over time is added up already; let more points be"
                + " kept: twap(field, number, points)");
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        if (count(other) == 0) {
            return;
        }
        if (count(accumulator) == 0) {
            accumulator
                    .buffer()
                    .putBytes(at(accumulator, 0), other.buffer(), at(other, 0), POINTS + limit * POINT_BYTES);
            return;
        }
        for (int part = 0; part < OWN_FOLDED - FOLDED; part += Long.BYTES) {
            put(accumulator, OWN_FOLDED + part, get(accumulator, FOLDED + part));
            put(accumulator, FOLDED + part, 0);
        }
        merge(accumulator, other);
        accumulator.buffer().setMemory(at(accumulator, OWN_FOLDED), HEAD - OWN_FOLDED, (byte) 0);
    }

    /**
     * Walks through both in order of time, adding up what does not fit, and everything to the end of what was added up
     * before. Index -1 is what was added up before.
     */
    private void merge(final Flyweight accumulator, final Flyweight other) {
        int own = get(accumulator, OWN_FOLDED) == 0 ? 0 : -1;
        int others = isFolded(other) ? -1 : 0;
        while (own < count(accumulator) || others < count(other)) {
            final boolean fromOwn = isOwnNext(accumulator, own, other, others);
            final Flyweight from = fromOwn ? accumulator : other;
            final int index = fromOwn ? own : others;
            final int key = index >= 0 ? point(from, index) : fromOwn ? OWN_FIRST : FIRST_TIME;
            final int rest = count(accumulator) - Math.max(own, 0) + count(other) - Math.max(others, 0);
            if (isInside(accumulator, from, key)) {
                if (index < 0 || get(from, key) != get(accumulator, LAST)) {
                    throw tooLate(get(from, key));
                }
            } else if (own >= 0 && others >= 0 && rest + get(accumulator, FOLDED) <= limit) {
                break;
            } else {
                fold(accumulator, from, index, key);
            }
            own = fromOwn ? Math.max(own, 0) + 1 : own;
            others = fromOwn ? others : Math.max(others, 0) + 1;
        }
        keepRest(accumulator, own, other, others);
    }

    private boolean isOwnNext(final Flyweight accumulator, final int own, final Flyweight other, final int others) {
        if (own >= count(accumulator) || others >= count(other)) {
            return others >= count(other);
        }
        final int key = own < 0 ? OWN_FIRST : point(accumulator, own);
        final int otherKey = others < 0 ? FIRST_TIME : point(other, others);
        return !isBefore(
                get(other, otherKey),
                get(other, otherKey + SEQUENCE),
                get(accumulator, key),
                get(accumulator, key + SEQUENCE));
    }

    /** Whether something begins before the end of what is added up by now. */
    private boolean isInside(final Flyweight accumulator, final Flyweight from, final int key) {
        return isFolded(accumulator)
                && isBefore(
                        get(from, key),
                        get(from, key + SEQUENCE),
                        get(accumulator, LAST),
                        get(accumulator, LAST + SEQUENCE));
    }

    private void fold(final Flyweight accumulator, final Flyweight from, final int index, final int key) {
        if (isFolded(accumulator)) {
            hold(accumulator, get(accumulator, LAST + NUMBER), get(accumulator, LAST), get(from, key));
        } else {
            setFirst(accumulator, get(from, key), get(from, key + SEQUENCE));
        }
        if (index < 0) {
            final int integral = from == accumulator ? OWN_INTEGRAL : INTEGRAL;
            addWide(accumulator, INTEGRAL, get(from, integral + Long.BYTES), get(from, integral));
        }
        final int point = point(from, Math.max(index, 0));
        for (int part = 0; part < POINT_BYTES; part += Long.BYTES) {
            put(accumulator, LAST + part, get(from, point + part));
        }
    }

    /** Keeps the last point that was added up, and those after it: the rest of both. */
    private void keepRest(final Flyweight accumulator, final int own, final Flyweight other, final int others) {
        final int base = isFolded(accumulator) ? 1 : 0;
        final int owns = count(accumulator) - own;
        moveOwn(accumulator, own, base, owns);
        int left = owns - 1;
        int right = count(other) - 1;
        final int count = base + owns + count(other) - others;
        for (int to = count - 1; right >= others; to--) {
            final int point = point(other, right);
            if (left >= 0 && isBeforePoint(get(other, point), get(other, point + SEQUENCE), accumulator, base + left)) {
                copyPoint(accumulator, to, accumulator, base + left--);
            } else {
                copyPoint(accumulator, to, other, right--);
            }
        }
        if (base == 1) {
            putPoint(
                    accumulator,
                    0,
                    get(accumulator, LAST),
                    get(accumulator, LAST + SEQUENCE),
                    get(accumulator, LAST + NUMBER));
        }
        put(accumulator, COUNT, count);
    }

    private void moveOwn(final Flyweight accumulator, final int from, final int to, final int count) {
        if (from < to) {
            for (int i = count - 1; i >= 0; i--) {
                copyPoint(accumulator, to + i, accumulator, from + i);
            }
        } else if (from > to) {
            for (int i = 0; i < count; i++) {
                copyPoint(accumulator, to + i, accumulator, from + i);
            }
        }
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final int count = count(accumulator);
        if (count == 0) {
            result().putNothing(output);
            return;
        }
        final long firstNs = get(accumulator, isFolded(accumulator) ? FIRST_TIME : point(accumulator, 0));
        final long lastNs = get(accumulator, point(accumulator, count - 1));
        // A window without an end is that of all time: nobody knows how long its last number holds.
        final long endNs = window.endNs() == Long.MAX_VALUE ? lastNs : Math.max(lastNs, window.endNs());
        if (firstNs == endNs) {
            final long number = get(accumulator, point(accumulator, count - 1) + NUMBER);
            putMean(output, number >> 63, number, 1);
            return;
        }
        long low = get(accumulator, INTEGRAL);
        long high = get(accumulator, INTEGRAL + Long.BYTES);
        for (int i = 0; i < count; i++) {
            final long untilNs = i + 1 < count ? get(accumulator, point(accumulator, i + 1)) : endNs;
            final long number = get(accumulator, point(accumulator, i) + NUMBER);
            final long spanNs = untilNs - get(accumulator, point(accumulator, i));
            final long held = number * spanNs;
            low += held;
            high += productHigh(number, spanNs) + (Long.compareUnsigned(low, held) < 0 ? 1 : 0);
        }
        putMean(output, high, low, endNs - firstNs);
    }

    private void putMean(final Flyweight output, final long high, final long low, final long spanNs) {
        if (result().isReal()) {
            result().putDouble(output, RatioColumn.real(high, low) / RatioColumn.real(0, spanNs));
        } else {
            result().putLong(output, Int128.floorDivide(high, low, 0, spanNs));
        }
    }
}
