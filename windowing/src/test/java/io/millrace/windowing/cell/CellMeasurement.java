package io.millrace.windowing.cell;

import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.Windows;
import io.millrace.windowing.pane.PaneWindows;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Function;

/**
 * Measures windows with lateness against those without, which fire once, alternating in one JVM, by the time of the
 * thread. Not a test: run its main with {@code -XX:+UseParallelGC --add-opens java.base/jdk.internal.misc=ALL-UNNAMED
 * -Dagrona.disable.bounds.checks=true} and the arguments kind (pane or cell), lateness in ns, late events in a
 * thousand, events, rounds.
 */
final class CellMeasurement {
    private CellMeasurement() {}

    public static void main(final String[] args) {
        final Windows windows = Windows.tumbling(1_000_000);
        final long latenessNs = Long.parseLong(args[1]);
        final CellPlan<Tick> plan = CellPlan.of(windows, latenessNs);
        final Function<CellWork<TotalFlyweight>, KeyedWindows<Tick>> made = "pane".equals(args[0])
                ? work -> new PaneWindows<>(work.arena(), "w", windows, new TickTotals(), work, work)
                : work -> CellWindows.aggregating(work.arena(), "w", null, plan, new TickTotals(), work, work);
        final long events = Long.parseLong(args[3]);
        for (int round = 0; round < Integer.parseInt(args[4]); round++) {
            try (CellWork<TotalFlyweight> work = new CellWork<>(made)) {
                final long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                work.run(events, Integer.parseInt(args[2]));
                final long tookNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
                System.out.printf(
                        Locale.ROOT,
                        "%s lateness %d: %.1f ns an event, %d results, %d late%n",
                        args[0],
                        latenessNs,
                        tookNs / (double) events,
                        work.results(),
                        work.late());
            }
        }
    }
}
