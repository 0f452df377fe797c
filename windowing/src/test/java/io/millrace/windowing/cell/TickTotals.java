package io.millrace.windowing.cell;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Elements;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Count, sum and last value in order of arrival; as an aggregate, and of elements. */
final class TickTotals implements Aggregate<Tick, SumsFlyweight, TotalFlyweight> {
    private static final long serialVersionUID = 1L;

    private static long keyOf(final Window window) {
        return window.keyRecord() == null ? window.key() : ((TickKeyFlyweight) window.keyRecord()).right();
    }

    @Override
    public RecordType<?, SumsFlyweight> accumulatorType() {
        return SumsFlyweight.TYPE;
    }

    @Override
    public RecordType<?, TotalFlyweight> outputType() {
        return TotalFlyweight.TYPE;
    }

    @Override
    public void create(final SumsFlyweight accumulator) {
        accumulator.last(-1);
    }

    @Override
    public void add(final SumsFlyweight accumulator, final Tick tick, final EventContext context) {
        accumulator
                .count(accumulator.count() + 1)
                .sum(accumulator.sum() + tick.value())
                .last(tick.value());
    }

    @Override
    public void combine(final SumsFlyweight accumulator, final SumsFlyweight other) {
        throw new UnsupportedOperationException("these windows combine nothing");
    }

    @Override
    public void finish(final Window window, final SumsFlyweight accumulator, final TotalFlyweight output) {
        write(window, output.count(accumulator.count()).sum(accumulator.sum()).last(accumulator.last()));
    }

    static void write(final Window window, final TotalFlyweight output) {
        output.key(keyOf(window))
                .startNs(window.startNs())
                .endNs(window.endNs())
                .firedBefore(window.firedBefore())
                .dropped(window.isDropped());
    }

    /** The same of elements, of which it keeps all up to a limit. */
    static ElementsPlan<Tick, TotalFlyweight> ofElements(final int maxElements) {
        return new ElementsPlan<>(
                TickFlyweight.TYPE,
                TotalFlyweight.TYPE,
                (window, elements, out) -> {
                    final TotalFlyweight output = out.next();
                    addUp(elements, output);
                    write(window, output);
                    out.emit();
                },
                maxElements);
    }

    private static void addUp(final Elements<Tick> elements, final TotalFlyweight output) {
        for (int i = 0; i < elements.size(); i++) {
            final Tick tick = elements.get(i);
            if (tick.timeNs() != elements.timeNs(i)) {
                throw new AssertionError("time of element " + i);
            }
            output.count(output.count() + 1).sum(output.sum() + tick.value()).last(tick.value());
        }
    }
}
