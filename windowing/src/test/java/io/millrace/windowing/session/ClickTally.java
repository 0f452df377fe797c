package io.millrace.windowing.session;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Count, sum, first and last time; it notices parts that are not combined in the order of time. */
final class ClickTally implements Aggregate<Click, TallyFlyweight, VisitFlyweight> {
    private static final long serialVersionUID = 1L;

    private final boolean keyedByRecords;

    ClickTally(final boolean keyedByRecords) {
        this.keyedByRecords = keyedByRecords;
    }

    @Override
    public RecordType<?, TallyFlyweight> accumulatorType() {
        return TallyFlyweight.TYPE;
    }

    @Override
    public RecordType<?, VisitFlyweight> outputType() {
        return VisitFlyweight.TYPE;
    }

    @Override
    public void create(final TallyFlyweight accumulator) {
        accumulator.firstNs(Long.MAX_VALUE).lastNs(Long.MIN_VALUE);
    }

    @Override
    public void add(final TallyFlyweight accumulator, final Click click, final EventContext context) {
        accumulator.count(accumulator.count() + 1).sum(accumulator.sum() + click.value());
        accumulator.firstNs(Math.min(accumulator.firstNs(), context.timeNs()));
        accumulator.lastNs(Math.max(accumulator.lastNs(), context.timeNs()));
    }

    @Override
    public void combine(final TallyFlyweight accumulator, final TallyFlyweight other) {
        if (accumulator.count() > 0 && other.count() > 0 && accumulator.lastNs() >= other.firstNs()) {
            accumulator.misordered(accumulator.misordered() + 1);
        }
        accumulator.count(accumulator.count() + other.count()).sum(accumulator.sum() + other.sum());
        accumulator.firstNs(Math.min(accumulator.firstNs(), other.firstNs()));
        accumulator.lastNs(Math.max(accumulator.lastNs(), other.lastNs()));
    }

    @Override
    public void finish(final Window window, final TallyFlyweight accumulator, final VisitFlyweight output) {
        if (accumulator.misordered() != 0) {
            throw new IllegalStateException("parts were not combined in the order of time");
        }
        output.key(keyedByRecords ? ((UserKeyFlyweight) window.keyRecord()).user() : window.key())
                .startNs(window.startNs())
                .endNs(window.endNs())
                .count(accumulator.count())
                .sum(accumulator.sum())
                .firstNs(accumulator.firstNs())
                .lastNs(accumulator.lastNs())
                .firedBefore(window.firedBefore())
                .dropped(window.isDropped())
                .retraction(window.isRetraction());
    }
}
