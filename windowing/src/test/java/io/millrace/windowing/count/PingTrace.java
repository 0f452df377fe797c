package io.millrace.windowing.count;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.util.Set;

/**
 * Count, sum, and a hash that depends on the order of the events; the latter cannot be taken out again, so it is left
 * out where the aggregate is to be deductible.
 */
final class PingTrace implements Aggregate<Ping, TraceFlyweight, TraceFlyweight> {
    static final long BASE = 0x9E3779B97F4A7C15L;

    private static final long serialVersionUID = 1L;

    private final boolean keyedByRecords;
    private final boolean deductible;

    /** What the aggregate is to be like. */
    enum Option {
        KEYED_BY_RECORDS,
        DEDUCTIBLE
    }

    PingTrace(final Set<Option> options) {
        keyedByRecords = options.contains(Option.KEYED_BY_RECORDS);
        deductible = options.contains(Option.DEDUCTIBLE);
    }

    boolean isKeyedByRecords() {
        return keyedByRecords;
    }

    @Override
    public RecordType<?, TraceFlyweight> accumulatorType() {
        return TraceFlyweight.TYPE;
    }

    @Override
    public RecordType<?, TraceFlyweight> outputType() {
        return TraceFlyweight.TYPE;
    }

    @Override
    public void create(final TraceFlyweight accumulator) {
        accumulator.factor(1);
    }

    @Override
    public void add(final TraceFlyweight accumulator, final Ping ping, final EventContext context) {
        accumulator.count(accumulator.count() + 1).sum(accumulator.sum() + ping.value());
        if (!deductible) {
            accumulator.hash(accumulator.hash() * BASE + ping.value()).factor(accumulator.factor() * BASE);
        }
    }

    @Override
    public void combine(final TraceFlyweight accumulator, final TraceFlyweight other) {
        accumulator.count(accumulator.count() + other.count()).sum(accumulator.sum() + other.sum());
        accumulator.hash(accumulator.hash() * other.factor() + other.hash());
        accumulator.factor(accumulator.factor() * other.factor());
    }

    @Override
    public boolean isDeductible() {
        return deductible;
    }

    @Override
    public void deduct(final TraceFlyweight accumulator, final TraceFlyweight other) {
        accumulator.count(accumulator.count() - other.count()).sum(accumulator.sum() - other.sum());
    }

    @Override
    public void finish(final Window window, final TraceFlyweight accumulator, final TraceFlyweight output) {
        output.copyFrom(accumulator);
        output.key(keyedByRecords ? ((HostFlyweight) window.keyRecord()).number() : window.key())
                .startNs(window.startNs())
                .endNs(window.endNs());
    }
}
