package io.millrace.engine.run;

import io.millrace.engine.operator.SinkPort;
import io.millrace.engine.stage.Stage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes the figures of a stage, from its thread. */
final class StageMetrics {
    private final Stage stage;
    private final RunMetrics metrics;
    private final boolean first;
    private final AtomicLong[] outputs;
    private long late;
    private long skipped;
    private long inGaps;
    private long droppedTimers;
    private long unfired;
    private long stateBytes;

    /**
     * For one stage of a run.
     *
     * @param first whether it is the one that the sources feed.
     */
    StageMetrics(final Stage stage, final RunMetrics metrics, final boolean first) {
        this.stage = stage;
        this.metrics = metrics;
        this.first = first;
        final List<SinkPort> sinks = stage.sinks();
        outputs = new AtomicLong[sinks.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = metrics.outputCell(sinks.get(i).context().name());
        }
    }

    /** Publishes what changed since the last call. */
    void publish() {
        if (first) {
            metrics.eventsCell().lazySet(stage.events());
            metrics.watermarkCell().lazySet(stage.watermarkNs());
        }
        late = add(metrics.lateCell(), late, stage.lateEvents());
        skipped = add(metrics.skippedCell(), skipped, stage.skipped());
        inGaps = add(metrics.inGapsCell(), inGaps, stage.inGaps());
        droppedTimers = add(metrics.droppedTimersCell(), droppedTimers, stage.droppedTimers());
        unfired = add(metrics.unfiredCell(), unfired, stage.unfired());
        stateBytes = add(metrics.stateBytesCell(), stateBytes, stage.arena().usedBytes());
        for (int i = 0; i < outputs.length; i++) {
            outputs[i].lazySet(stage.sinks().get(i).outputSequence());
        }
    }

    /** Publishes what stays open, or never will be full. */
    void publishOpen() {
        final AtomicLong cell = stage.hasEnded() ? metrics.partialWindowsCell() : metrics.openWindowsCell();
        cell.addAndGet(stage.countOpenWindows());
        metrics.pendingTimersCell().addAndGet(stage.countTimers());
    }

    /** Several stages share these cells, so each adds its own change. */
    private static long add(final AtomicLong cell, final long before, final long now) {
        if (now != before) {
            cell.addAndGet(now - before);
        }
        return now;
    }
}
