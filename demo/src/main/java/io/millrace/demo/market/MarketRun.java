package io.millrace.demo.market;

import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunClock;
import io.millrace.engine.run.RunMetrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Watches a run of the demo: shows how it goes, opens the gate between its phases, and keeps what was measured. <b>Used
 * by one thread, not one of the engine's.</b>
 */
final class MarketRun {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final long REDRAW_NS = 250_000_000L;

    private final Work work;
    private final Run run;
    private final RunClock clock;
    private final Display display;
    private final long beganNs;
    private long shownNs;
    private long shownEvents;
    private long perSecond;
    private Histogram latency;
    private long flatOutNs;
    private long flatOutBars;

    MarketRun(final Work work, final Run run, final RunClock clock, final Display display) {
        this.work = work;
        this.run = run;
        this.clock = clock;
        this.display = display;
        this.beganNs = clock.nowNs();
        this.shownNs = beganNs;
    }

    /** Waits until the run is over. */
    void watch() throws InterruptedException {
        while (!run.await(BETWEEN_LOOKS)) {
            final long nowNs = clock.nowNs();
            if (work.hasTwoPhases()
                    && !work.phases().gate().isOpen()
                    && run.metrics().events() >= work.phases().paced()) {
                openGate();
            }
            if (nowNs - shownNs >= REDRAW_NS) {
                show(nowNs);
            }
        }
        if (flatOutNs != 0) {
            flatOutNs = clock.nowNs() - flatOutNs;
        }
        show(clock.nowNs());
        display.end();
    }

    private void openGate() {
        latency = run.metrics().latency().snapshot();
        flatOutBars = bars();
        flatOutNs = clock.nowNs();
        work.phases().gate().open();
    }

    private void show(final long nowNs) {
        final long events = run.metrics().events();
        perSecond = nowNs - shownNs < REDRAW_NS / 2
                ? Report.perSecond(events, nowNs - beganNs)
                : Report.perSecond(events - shownEvents, nowNs - shownNs);
        shownNs = nowNs;
        shownEvents = events;
        display.show(snapshot(nowNs));
    }

    private Snapshot snapshot(final long nowNs) {
        final RunMetrics metrics = run.metrics();
        return new Snapshot(
                title(),
                nowNs - beganNs,
                metrics.events(),
                perSecond,
                metrics.watermarkNs(),
                lagNs(nowNs),
                work.input().unit(),
                rows(metrics));
    }

    private String title() {
        if (!work.hasTwoPhases()) {
            return work.input().title()
                    + (work.isPaced() ? " at " + Figures.grouped(work.rate()) + "/s" : ", flat out");
        }
        return work.input().title()
                + (work.phases().gate().isOpen()
                        ? ", 2 of 2: " + Figures.grouped(work.phases().flatOut()) + " flat out"
                        : ", 1 of 2: " + Figures.grouped(work.rate()) + "/s for latency");
    }

    /** How much later than planned the event processed last was. */
    private long lagNs(final long nowNs) {
        final long firstNs = run.metrics().firstEventNs();
        final boolean paced =
                work.isPaced() && !(work.hasTwoPhases() && work.phases().gate().isOpen());
        if (!paced || firstNs == 0 || run.state().isOver()) {
            return -1;
        }
        final double planNs = run.metrics().events() * 1e9 / work.rate();
        return Math.max(0, nowNs - firstNs - (long) planNs);
    }

    private RowCounts rows(final RunMetrics metrics) {
        final Map<String, Long> outputs = metrics.outputs();
        final Map<Output, Long> results = new EnumMap<>(Output.class);
        for (final Output output : Output.values()) {
            if (outputs.containsKey(output.file())) {
                results.put(output, outputs.get(output.file()));
            }
        }
        return new RowCounts(results, metrics.lateEvents(), metrics.rejected());
    }

    private long bars() {
        return run.metrics().outputs().get(Output.BARS.file());
    }

    /** The figures at the end. */
    Snapshot end() {
        return snapshot(shownNs);
    }

    /** The latencies of the paced events; null where there is nothing to learn from them. */
    Histogram latency() {
        if (work.hasTwoPhases()) {
            return latency;
        }
        return work.isPaced() ? run.metrics().latency().snapshot() : null;
    }

    /** How long the events of the second phase took, or all of them; in nanoseconds. */
    long flatOutNs() {
        return work.hasTwoPhases() ? flatOutNs : shownNs - beganNs;
    }

    /** Bars of the second phase, or all of them. */
    long flatOutBars() {
        return bars() - flatOutBars;
    }
}
