package io.millrace.engine.run;

import java.util.List;
import org.agrona.concurrent.IdleStrategy;

/** What the thread of an inline run does in a turn: poll each source, work off what it published, look at the clock. */
final class InlineLoop {
    private final InlineSource<?>[] sources;
    private final StageUpkeep upkeep;
    private final RunMetrics metrics;
    private final RunClock clock;
    private final IdleStrategy idle;
    private final TickingStage ticking;

    InlineLoop(
            final List<InlineSource<?>> sources,
            final StageUpkeep upkeep,
            final RunMetrics metrics,
            final RunClock clock,
            final IdleStrategy idle,
            final TickingStage ticking) {
        this.sources = sources.toArray(new InlineSource<?>[0]);
        this.upkeep = upkeep;
        this.metrics = metrics;
        this.clock = clock;
        this.idle = idle;
        this.ticking = ticking;
    }

    void turn() throws Exception {
        int slots = 0;
        for (final InlineSource<?> source : sources) {
            slots += source.turn(clock.nowNs());
        }
        if (slots == 0) {
            final boolean ticked = ticking.idle();
            upkeep.flush();
            if (ticked) {
                upkeep.publish();
            } else {
                idle.idle();
            }
            return;
        }
        idle.reset();
        final long nowNs = clock.nowNs();
        for (final InlineSource<?> source : sources) {
            source.recordLatency(metrics.latency(), nowNs);
        }
        upkeep.worked(nowNs);
    }
}
