package io.millrace.demo.market;

import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunClock;
import io.millrace.engine.run.RunMetrics;
import java.time.Duration;
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
    private long shownTrades;
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
            if (work.hasTwoPhases() && !work.gate().isOpen() && run.metrics().events() >= work.paced()) {
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
        work.gate().open();
    }

    private void show(final long nowNs) {
        final long trades = run.metrics().events();
        perSecond = nowNs - shownNs < REDRAW_NS / 2
                ? Report.perSecond(trades, nowNs - beganNs)
                : Report.perSecond(trades - shownTrades, nowNs - shownNs);
        shownNs = nowNs;
        shownTrades = trades;
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
                bars(),
                metrics.lateEvents(),
                metrics.rejected());
    }

    private String title() {
        if (!work.hasTwoPhases()) {
            return work.title() + (work.isPaced() ? " at " + Figures.grouped(work.rate()) + "/s" : ", flat out");
        }
        return work.title()
                + (work.gate().isOpen()
                        ? ", 2 of 2: " + Figures.grouped(work.flatOut()) + " flat out"
                        : ", 1 of 2: " + Figures.grouped(work.rate()) + "/s for latency");
    }

    /** How much later than planned the trade processed last was. */
    private long lagNs(final long nowNs) {
        final long firstNs = run.metrics().firstEventNs();
        final boolean paced =
                work.isPaced() && !(work.hasTwoPhases() && work.gate().isOpen());
        if (!paced || firstNs == 0 || run.state().isOver()) {
            return -1;
        }
        final double planNs = run.metrics().events() * 1e9 / work.rate();
        return Math.max(0, nowNs - firstNs - (long) planNs);
    }

    private long bars() {
        return run.metrics().outputs().get(MarketPipeline.BARS_FILE);
    }

    /** The figures at the end. */
    Snapshot end() {
        return snapshot(shownNs);
    }

    /** The latencies of the paced trades; null where there is nothing to learn from them. */
    Histogram latency() {
        if (work.hasTwoPhases()) {
            return latency;
        }
        return work.isPaced() ? run.metrics().latency().snapshot() : null;
    }

    /** How long the trades of the second phase took, or all of them; in nanoseconds. */
    long flatOutNs() {
        return work.hasTwoPhases() ? flatOutNs : shownNs - beganNs;
    }

    /** Bars of the second phase, or all of them. */
    long flatOutBars() {
        return bars() - flatOutBars;
    }
}
