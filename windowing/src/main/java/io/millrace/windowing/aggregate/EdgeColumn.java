package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** The number of the event that is first, or last, by (event time, order of arrival). */
final class EdgeColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private final LongValue<? super T> value;
    private final boolean last;
    private int offset;
    private int timeOffset;
    private int sequenceOffset;
    private int presentOffset;

    EdgeColumn(final String field, final LongValue<? super T> value, final boolean last) {
        super(field);
        this.value = value;
        this.last = last;
    }

    @Override
    void declare(final LayoutBuilder accumulator) {
        accumulator.int64(field());
        accumulator.int64(field() + "TimeNs");
        accumulator.int64(field() + "Sequence");
        accumulator.int64(field() + "Present");
    }

    @Override
    void locate(final Layout accumulator) {
        offset = accumulator.field(field()).offset();
        timeOffset = accumulator.field(field() + "TimeNs").offset();
        sequenceOffset = accumulator.field(field() + "Sequence").offset();
        presentOffset = accumulator.field(field() + "Present").offset();
    }

    @Override
    void create(final Flyweight accumulator) {
        // Zeros say that there is none yet.
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        if (isOuter(accumulator, context.timeNs(), context.sequence())) {
            set(accumulator, value.of(event), context.timeNs(), context.sequence());
        }
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        final long timeNs = get(other, timeOffset);
        final long sequence = get(other, sequenceOffset);
        if (get(other, presentOffset) != 0 && isOuter(accumulator, timeNs, sequence)) {
            set(accumulator, get(other, offset), timeNs, sequence);
        }
    }

    private boolean isOuter(final Flyweight accumulator, final long timeNs, final long sequence) {
        if (get(accumulator, presentOffset) == 0) {
            return true;
        }
        final long keptNs = get(accumulator, timeOffset);
        final int order = timeNs != keptNs
                ? Long.compare(timeNs, keptNs)
                : Long.compare(sequence, get(accumulator, sequenceOffset));
        return last ? order > 0 : order < 0;
    }

    private void set(final Flyweight accumulator, final long number, final long timeNs, final long sequence) {
        put(accumulator, offset, number);
        put(accumulator, timeOffset, timeNs);
        put(accumulator, sequenceOffset, sequence);
        put(accumulator, presentOffset, 1);
    }

    @Override
    long finish(final Window window, final Flyweight accumulator) {
        return get(accumulator, offset);
    }
}
