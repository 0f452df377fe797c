package io.millrace.windowing.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.check.Allocation;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What windows with triggers and lateness cost: nothing on the heap, and memory for what is open only. */
class CellWindowsCostTest {
    private static final Windows MILLISECOND = Windows.tumbling(1_000_000);

    private static Function<CellWork<TotalFlyweight>, KeyedWindows<Tick>> aggregating(
            final WindowAssigner assigner,
            final Trigger<? super Tick> trigger,
            final long latenessNs,
            final boolean discarding) {
        final CellWork<?>[] work = new CellWork<?>[1];
        final CellPlan<Tick> plan =
                new CellPlan<>(assigner, trigger, latenessNs, discarding, () -> work[0] == null ? 0 : work[0].number());
        return made -> {
            final KeyedWindows<Tick> windows =
                    CellWindows.aggregating(made.arena(), "w", null, plan, new TickTotals(), made, made);
            work[0] = made;
            return windows;
        };
    }

    private static Function<CellWork<TotalFlyweight>, KeyedWindows<Tick>> collecting(
            final Trigger<? super Tick> trigger, final long latenessNs, final boolean discarding) {
        final CellPlan<Tick> plan = new CellPlan<>(MILLISECOND, trigger, latenessNs, discarding, () -> 0);
        return made -> CellWindows.collecting(made.arena(), "w", null, plan, TickTotals.ofElements(1_000), made, made);
    }

    private static Function<CellWork<TickFlyweight>, KeyedWindows<Tick>> reducing() {
        final Aggregate<Tick, ?, TickFlyweight> sum =
                Aggregates.reduce(TickFlyweight.TYPE, (into, tick) -> into.value(into.value() + tick.value()));
        final CellPlan<Tick> plan = CellPlan.of(MILLISECOND, 1_000_000);
        return made -> CellWindows.aggregating(made.arena(), "w", null, plan, sum, made, made);
    }

    @Test
    void shouldNotAllocateOnTheSteadyPath() {
        final List<Function<CellWork<TotalFlyweight>, KeyedWindows<Tick>>> kinds = new ArrayList<>();
        kinds.add(aggregating(MILLISECOND, Triggers.eventTime(), 1_000_000, false));
        kinds.add(aggregating(MILLISECOND, Triggers.eventTime(), 40_000_000, false));
        kinds.add(aggregating(MILLISECOND, Triggers.eventTime(), 1_000_000, true));
        kinds.add(aggregating(MILLISECOND, Triggers.count(3).orAtEnd(), 0, false));
        kinds.add(aggregating(MILLISECOND, Triggers.every(100_000), 1_000_000, true));
        kinds.add(aggregating(MILLISECOND, Triggers.everyProcessingTime(50), 0, false));
        kinds.add(aggregating(MILLISECOND, Triggers.when((Tick tick) -> tick.value() == 7), 0, false));
        kinds.add(aggregating(Windows.sliding(1_000_000, 250_000), Triggers.eventTime(), 500_000, false));
        kinds.add(aggregating(GlobalWindow.INSTANCE, Triggers.count(10), 0, true));
        kinds.add(collecting(Triggers.eventTime(), 500_000, false));
        kinds.add(collecting(Triggers.count(2), 0, true));
        for (int kind = 0; kind < kinds.size(); kind++) {
            assertNothingAllocated("kind " + kind, kinds.get(kind));
        }
        assertNothingAllocated("reduction", reducing());
    }

    private static <O extends Flyweight> void assertNothingAllocated(
            final String what, final Function<CellWork<O>, KeyedWindows<Tick>> made) {
        try (CellWork<O> work = new CellWork<>(made)) {
            work.run(150_000, 10);
            final long least = Allocation.leastBytes(() -> work.run(50_000, 10));
            assertTrue(work.results() > 0, what);
            assertTrue(least < 1_000, what + ": " + least + " bytes for 50,000 events");
        }
    }

    @Test
    void shouldKeepMemoryInProportionToOpenPairsHoweverManyKeysWereSeen() {
        final long latenessNs = 60_000_000_000L;
        final int pairs = 60_000;
        try (CellWork<TotalFlyweight> work =
                new CellWork<>(aggregating(MILLISECOND, Triggers.eventTime(), latenessNs, false))) {
            final TickFlyweight tick = TickFlyweight.TYPE.newFlyweight();
            tick.wrap(new org.agrona.concurrent.UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(24)), 0);
            long mostBytes = 0;
            for (int key = 0; key < 1_000_000; key++) {
                final long timeNs = key * 1_000_000L;
                work.windows().onEvent(key, timeNs, key, tick.key(key).timeNs(timeNs), timeNs - 1);
                work.windows().onWatermark(timeNs);
                mostBytes = Math.max(
                        mostBytes, work.arena().usedBytes() + work.arena().indexBytes());
            }
            final long open = work.windows().countOpen();
            System.out.println("lateness of 60 s over windows of 1 ms, a million keys seen: " + open
                    + " open pairs of a key and a window, at most " + mostBytes + " bytes, " + mostBytes / open
                    + " a pair");
            assertEquals(pairs, open, 2);
            assertTrue(mostBytes / open < 1_000, mostBytes + " bytes for " + open + " pairs");
        }
    }
}
