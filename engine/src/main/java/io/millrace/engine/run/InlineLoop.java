package io.millrace.engine.run;

import io.millrace.engine.stage.Stage;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** What the thread of an inline run does in a turn: poll each source, work off what it published, look at the clock. */
final class InlineLoop {
    private static final int TURNS_BETWEEN_FLUSHES = 64;
    private static final long MAX_PARK_NS = 100_000;

    private final InlineSource<?>[] sources;
    private final Stage stage;
    private final StageMetrics stageMetrics;
    private final RunMetrics metrics;
    private final RunClock clock;
    private final IdleStrategy idle = new BackoffIdleStrategy(1_000, 100, 1_000, MAX_PARK_NS);
    private int turnsSinceFlush;

    InlineLoop(
            final List<InlineSource<?>> sources,
            final Stage stage,
            final StageMetrics stageMetrics,
            final RunMetrics metrics,
            final RunClock clock) {
        this.sources = sources.toArray(new InlineSource<?>[0]);
        this.stage = stage;
        this.stageMetrics = stageMetrics;
        this.metrics = metrics;
        this.clock = clock;
    }

    void turn() throws Exception {
        int slots = 0;
        for (final InlineSource<?> source : sources) {
            slots += source.turn(clock.nowNs());
        }
        if (slots == 0) {
            flush();
            idle.idle();
            return;
        }
        idle.reset();
        final long nowNs = clock.nowNs();
        if (metrics.firstEventNs() == 0) {
            metrics.firstEventCell().set(nowNs);
        }
        long rejected = 0;
        for (final InlineSource<?> source : sources) {
            source.recordLatency(metrics.latency(), nowNs);
            rejected += source.rejected();
        }
        metrics.rejectedCell().lazySet(rejected);
        stageMetrics.publish();
        if (++turnsSinceFlush == TURNS_BETWEEN_FLUSHES) {
            flush();
        }
    }

    private void flush() throws Exception {
        turnsSinceFlush = 0;
        stage.flush();
    }
}
