package io.millrace.demo.cases;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Count of the events, or sum of their values. */
final class CaseAggregate implements Aggregate<DynamicRecord, DynamicRecord, DynamicRecord> {
    static final RecordType<DynamicRecord, DynamicRecord> RESULT = RecordType.of(Layout.builder("Result")
            .int64("key")
            .int64("startNs")
            .int64("endNs")
            .int64("value")
            .build());
    static final Field KEY = RESULT.layout().field("key");
    static final Field START = RESULT.layout().field("startNs");
    static final Field END = RESULT.layout().field("endNs");
    static final Field VALUE = RESULT.layout().field("value");

    private static final long serialVersionUID = 1L;
    private static final RecordType<DynamicRecord, DynamicRecord> SUM =
            RecordType.of(Layout.builder("Sum").int64("sum").build());
    private static final Field SUM_SO_FAR = SUM.layout().field("sum");

    private final boolean ofValues;

    CaseAggregate(final boolean ofValues) {
        this.ofValues = ofValues;
    }

    @Override
    public RecordType<?, DynamicRecord> accumulatorType() {
        return SUM;
    }

    @Override
    public RecordType<?, DynamicRecord> outputType() {
        return RESULT;
    }

    @Override
    public void create(final DynamicRecord accumulator) {
        // Zero is neutral.
    }

    @Override
    public void add(final DynamicRecord accumulator, final DynamicRecord event, final EventContext context) {
        plus(accumulator, ofValues ? event.getLong(Events.VALUE) : 1);
    }

    @Override
    public void combine(final DynamicRecord accumulator, final DynamicRecord other) {
        plus(accumulator, other.getLong(SUM_SO_FAR));
    }

    @Override
    public boolean isDeductible() {
        return true;
    }

    @Override
    public void deduct(final DynamicRecord accumulator, final DynamicRecord other) {
        plus(accumulator, -other.getLong(SUM_SO_FAR));
    }

    private static void plus(final DynamicRecord accumulator, final long more) {
        accumulator.putLong(SUM_SO_FAR, accumulator.getLong(SUM_SO_FAR) + more);
    }

    @Override
    public void finish(final Window window, final DynamicRecord accumulator, final DynamicRecord output) {
        output.putLong(KEY, window.key());
        output.putLong(START, window.startNs());
        output.putLong(END, window.endNs());
        output.putLong(VALUE, accumulator.getLong(SUM_SO_FAR));
    }
}
