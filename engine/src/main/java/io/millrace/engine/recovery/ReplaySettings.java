package io.millrace.engine.recovery;

import io.millrace.engine.sink.SinkFactory;
import io.millrace.journal.checkpoint.CheckpointStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a replay is to do.
 *
 * @param part which part of the journal.
 * @param speed times the recorded pace; 0 for no pace.
 * @param verify whether results are compared.
 * @param sinks sinks in the place of those that the pipeline declares, by name; null for the declared ones.
 * @param checkpoints where state may be taken from; null for nowhere.
 * @param end asked after each slot whether to stop; null for never.
 * @param listener is told how it gets on.
 */
record ReplaySettings(
        Part part,
        double speed,
        boolean verify,
        Map<String, SinkFactory<?>> sinks,
        CheckpointStore checkpoints,
        Predicate<? super ReplayMoment> end,
        RecoveryListener listener) {
    static final ReplaySettings DEFAULTS =
            new ReplaySettings(new Part(0, Long.MAX_VALUE), 0, false, null, null, null, RecoveryListener.SILENT);

    /**
     * A part of a journal.
     *
     * @param fromPosition the first slot whose results are wanted.
     * @param toPosition the slot at which to stop.
     */
    record Part(long fromPosition, long toPosition) {}

    long fromPosition() {
        return part.fromPosition;
    }

    long toPosition() {
        return part.toPosition;
    }

    ReplaySettings between(final long from, final long to) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "a replay from position " + from + " to " + to + ": it ends before it begins");
        }
        return new ReplaySettings(new Part(from, to), speed, verify, sinks, checkpoints, end, listener);
    }

    ReplaySettings atSpeed(final double newSpeed) {
        if (!(newSpeed >= 0) || Double.isInfinite(newSpeed)) {
            throw new IllegalArgumentException(
                    "a speed of " + newSpeed + " is none: 1 is the recorded pace, 0 no limit");
        }
        return new ReplaySettings(part, newSpeed, verify, sinks, checkpoints, end, listener);
    }

    ReplaySettings verifying() {
        return new ReplaySettings(part, speed, true, sinks, checkpoints, end, listener);
    }

    ReplaySettings withoutSinks() {
        return new ReplaySettings(part, speed, verify, Map.of(), checkpoints, end, listener);
    }

    ReplaySettings into(final String sink, final SinkFactory<?> factory) {
        final Map<String, SinkFactory<?>> more = new LinkedHashMap<>(sinks == null ? Map.of() : sinks);
        more.put(Objects.requireNonNull(sink, "sink"), Objects.requireNonNull(factory, "factory"));
        return new ReplaySettings(part, speed, verify, more, checkpoints, end, listener);
    }

    ReplaySettings withCheckpointsIn(final CheckpointStore store) {
        return new ReplaySettings(part, speed, verify, sinks, store, end, listener);
    }

    ReplaySettings until(final Predicate<? super ReplayMoment> newEnd) {
        return new ReplaySettings(part, speed, verify, sinks, checkpoints, newEnd, listener);
    }

    ReplaySettings withListener(final RecoveryListener newListener) {
        return new ReplaySettings(
                part, speed, verify, sinks, checkpoints, end, Objects.requireNonNull(newListener, "newListener"));
    }
}
