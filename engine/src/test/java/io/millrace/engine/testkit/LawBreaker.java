package io.millrace.engine.testkit;

import io.millrace.engine.Tick;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** An aggregate that is right but for what a subclass plants: the sum, the count and the last value of ticks. */
class LawBreaker implements Aggregate<Tick, DynamicRecord, DynamicRecord> {
    private static final long serialVersionUID = 1L;

    static final RecordType<DynamicRecord, DynamicRecord> STATE = RecordType.of(Layout.builder("State")
            .int64("sum")
            .int64("count")
            .int64("last")
            .int64("lastNs")
            .int64("lastSequence")
            .int64("combined")
            .build());
    static final RecordType<DynamicRecord, DynamicRecord> RESULT = RecordType.of(
            Layout.builder("Result").int64("sum").int64("count").int64("last").build());

    static final Field SUM = STATE.layout().field("sum");
    static final Field COUNT = STATE.layout().field("count");
    static final Field LAST = STATE.layout().field("last");
    static final Field LAST_NS = STATE.layout().field("lastNs");
    static final Field LAST_SEQUENCE = STATE.layout().field("lastSequence");

    static final Field COMBINED = STATE.layout().field("combined");

    static void change(final DynamicRecord state, final Field field, final long by) {
        state.putLong(field, state.getLong(field) + by);
    }

    @Override
    public RecordType<?, DynamicRecord> accumulatorType() {
        return STATE;
    }

    @Override
    public RecordType<?, DynamicRecord> outputType() {
        return RESULT;
    }

    @Override
    public void create(final DynamicRecord state) {
        // Zeros are neutral.
    }

    @Override
    public void add(final DynamicRecord state, final Tick tick, final EventContext context) {
        change(state, SUM, tick.value());
        change(state, COUNT, 1);
        takeLast(state, context.timeNs(), context.sequence(), tick.value());
    }

    final void takeLast(final DynamicRecord state, final long timeNs, final long sequence, final long value) {
        final boolean later = timeNs > state.getLong(LAST_NS)
                || timeNs == state.getLong(LAST_NS) && sequence > state.getLong(LAST_SEQUENCE);
        if (state.getLong(LAST_SEQUENCE) == 0 || later) {
            state.putLong(LAST, value).putLong(LAST_NS, timeNs).putLong(LAST_SEQUENCE, sequence);
        }
    }

    @Override
    public void combine(final DynamicRecord state, final DynamicRecord other) {
        change(state, SUM, other.getLong(SUM));
        change(state, COUNT, other.getLong(COUNT));
        if (other.getLong(COUNT) != 0) {
            takeLast(state, other.getLong(LAST_NS), other.getLong(LAST_SEQUENCE), other.getLong(LAST));
        }
    }

    @Override
    public void finish(final Window window, final DynamicRecord state, final DynamicRecord result) {
        result.putLong(RESULT.layout().field("sum"), state.getLong(SUM));
        result.putLong(RESULT.layout().field("count"), state.getLong(COUNT));
        result.putLong(RESULT.layout().field("last"), state.getLong(LAST));
    }
}
