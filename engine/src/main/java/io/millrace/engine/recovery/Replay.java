package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.stage.Boundaries;
import io.millrace.engine.stage.SinkOpener;
import io.millrace.engine.stage.Stage;
import io.millrace.engine.stage.StagePlan;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalReader;
import io.millrace.journal.checkpoint.CheckpointStore;
import io.millrace.journal.checkpoint.StoredCheckpoint;
import io.millrace.state.Arena;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Works off a journal again, with the same pipeline or a variant of it: to see that the results are the same, or which
 * ones another choice would have brought.
 *
 * <p>Everything is done on the calling thread; sources are not opened. Immutable: each method makes a further replay.
 */
public final class Replay {
    private final Pipeline pipeline;
    private final ReplaySettings settings;

    private Replay(final Pipeline pipeline, final ReplaySettings settings) {
        this.pipeline = pipeline;
        this.settings = settings;
    }

    /**
     * A replay of a whole journal, as fast as possible, into the sinks that the pipeline declares.
     *
     * @param pipeline the pipeline.
     * @return the replay.
     */
    public static Replay of(final Pipeline pipeline) {
        return new Replay(Objects.requireNonNull(pipeline, "pipeline"), ReplaySettings.DEFAULTS);
    }

    /**
     * This replay, for a part of the journal. What comes before is worked off for its state, and brings no results.
     *
     * @param fromPosition the first slot whose results are wanted.
     * @param toPosition the slot at which to stop.
     * @return the replay.
     * @throws IllegalArgumentException if the part ends before it begins.
     */
    public Replay between(final long fromPosition, final long toPosition) {
        return new Replay(pipeline, settings.between(fromPosition, toPosition));
    }

    /**
     * This replay, with the state of the newest checkpoint at or before the first slot whose results are wanted, so
     * that less has to be worked off before. For the pipeline that took the checkpoints, not for a variant of it.
     *
     * @param checkpoints where they are; stays open.
     * @return the replay.
     */
    public Replay withCheckpointsIn(final CheckpointStore checkpoints) {
        return new Replay(pipeline, settings.withCheckpointsIn(Objects.requireNonNull(checkpoints, "checkpoints")));
    }

    /**
     * This replay, step by step: it stops behind the slot after which a predicate holds. The predicate is asked after
     * each slot from the first one that is wanted on.
     *
     * @param end whether to stop.
     * @return the replay.
     */
    public Replay until(final Predicate<? super ReplayMoment> end) {
        return new Replay(pipeline, settings.until(Objects.requireNonNull(end, "end")));
    }

    /**
     * This replay at a pace.
     *
     * @param speed 1 for the pace of the recorded ingress times, 10 for ten times that; 0 for as fast as possible.
     * @return the replay.
     * @throws IllegalArgumentException if the speed is negative or no number.
     */
    public Replay atSpeed(final double speed) {
        return new Replay(pipeline, settings.atSpeed(speed));
    }

    /**
     * This replay, which compares its results with those of the run that it replays, and stops at a difference.
     *
     * @return the replay.
     */
    public Replay verifying() {
        return new Replay(pipeline, settings.verifying());
    }

    /**
     * This replay without sinks: results are made and counted, and go nowhere.
     *
     * @return the replay.
     */
    public Replay withoutSinks() {
        return new Replay(pipeline, settings.withoutSinks());
    }

    /**
     * This replay with another sink in the place of one that the pipeline declares. Results of those that are not named
     * in such a call are made and counted, and go nowhere.
     *
     * @param sink name of the declared sink.
     * @param factory makes the other one; it must take the same records.
     * @return the replay.
     */
    public Replay into(final String sink, final SinkFactory<?> factory) {
        return new Replay(pipeline, settings.into(sink, factory));
    }

    /**
     * This replay with somebody who is told how it gets on.
     *
     * @param listener who is told.
     * @return the replay.
     */
    public Replay withListener(final RecoveryListener listener) {
        return new Replay(pipeline, settings.withListener(listener));
    }

    /**
     * Finds the first slot of an ingress time. Reads the journal up to there.
     *
     * @param journal the journal.
     * @param ingressNs the ingress time, in nanoseconds of the run's clock.
     * @return position of the first slot that came at that time or later; the end of the journal if there is none.
     */
    public static long positionOf(final Journal journal, final long ingressNs) {
        try (JournalReader reader = journal.reader(journal.firstPosition())) {
            while (reader.next()) {
                final Excerpt batch = reader.excerpt();
                if (batch.kind() == ExcerptKind.BATCH) {
                    final int slot = BatchReplay.firstSlotAt(batch, ingressNs);
                    if (slot >= 0) {
                        return batch.firstPosition() + slot;
                    }
                }
            }
            return reader.position();
        }
    }

    /**
     * Replays.
     *
     * @param journal the journal, open for reading or writing; it stays open.
     * @param stateLimitBytes the most memory that the state may take, in bytes.
     * @return what was done.
     * @throws IllegalArgumentException if a sink is to be replaced that the pipeline does not declare.
     * @throws RecoveryException if the journal begins behind what is wanted, and no checkpoint has the state of that.
     * @throws Exception the failure of an operator or a sink.
     */
    public ReplayReport run(final Journal journal, final long stateLimitBytes) throws Exception {
        final SinkOpener sinks = settings.sinks() == null
                ? SinkOpener.declared(Journaling.BEGUN)
                : new OtherSinks(Journaling.BEGUN, settings.sinks()).checked(pipeline.graph());
        final Arena arena = arena(journal, stateLimitBytes);
        Stage opened = null;
        try {
            opened = Stage.open(pipeline, StagePlan.whole(pipeline.graph()), arena, Boundaries.none(), sinks);
            opened.replaying(true);
            final ReplayReport report = new ReplayWork(settings, pipeline, opened, journal).run();
            opened.commit(true);
            return report;
        } finally {
            if (opened == null) {
                arena.close();
            } else {
                opened.close();
            }
        }
    }

    private Arena arena(final Journal journal, final long limitBytes) {
        if (settings.checkpoints() != null && settings.fromPosition() > 0) {
            final Optional<StoredCheckpoint> found =
                    settings.checkpoints().newest(settings.fromPosition(), settings.listener()::onMessage);
            if (found.isPresent()) {
                try (StoredCheckpoint checkpoint = found.get()) {
                    final long position = checkpoint.info().header().position();
                    if (position >= journal.firstPosition()) {
                        settings.listener().onMessage("state is that of the checkpoint at position " + position);
                        return StoredState.restore(checkpoint, limitBytes);
                    }
                }
            }
        }
        if (journal.firstPosition() > 0) {
            throw new RecoveryException("the journal begins at position " + journal.firstPosition()
                    + ", and no checkpoint from there to position " + settings.fromPosition()
                    + " can be used: replay a later part");
        }
        return new Arena(limitBytes);
    }
}
