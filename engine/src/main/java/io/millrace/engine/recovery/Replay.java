package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.operator.NumberedOutput;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.stage.Boundaries;
import io.millrace.engine.stage.SinkOpener;
import io.millrace.engine.stage.Stage;
import io.millrace.engine.stage.StagePlan;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalReader;
import io.millrace.state.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Works off a journal again, with the same pipeline or a variant of it: to see that the results are the same, or which
 * ones another choice would have brought.
 *
 * <p>Everything is done on the calling thread; sources are not opened. Immutable: each method makes a further replay.
 */
public final class Replay {
    private static final long PROGRESS_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int BATCHES_BETWEEN_FLUSHES = 64;

    private final Pipeline pipeline;
    private final Settings settings;

    private Replay(final Pipeline pipeline, final Settings settings) {
        this.pipeline = pipeline;
        this.settings = settings;
    }

    /** What a replay is to do. */
    private record Settings(
            long fromPosition,
            long toPosition,
            double speed,
            boolean verify,
            boolean quiet,
            RecoveryListener listener) {}

    /**
     * A replay of a whole journal, as fast as possible, into the sinks that the pipeline declares.
     *
     * @param pipeline the pipeline.
     * @return the replay.
     */
    public static Replay of(final Pipeline pipeline) {
        return new Replay(
                Objects.requireNonNull(pipeline, "pipeline"),
                new Settings(0, Long.MAX_VALUE, 0, false, false, RecoveryListener.SILENT));
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
        if (fromPosition < 0 || toPosition < fromPosition) {
            throw new IllegalArgumentException(
                    "a replay from position " + fromPosition + " to " + toPosition + ": it ends before it begins");
        }
        return new Replay(
                pipeline,
                new Settings(
                        fromPosition, toPosition, settings.speed, settings.verify, settings.quiet, settings.listener));
    }

    /**
     * This replay at a pace.
     *
     * @param speed 1 for the pace of the recorded ingress times, 10 for ten times that; 0 for as fast as possible.
     * @return the replay.
     * @throws IllegalArgumentException if the speed is negative or no number.
     */
    public Replay atSpeed(final double speed) {
        if (!(speed >= 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("a speed of " + speed + " is none: 1 is the recorded pace, 0 no limit");
        }
        return new Replay(
                pipeline,
                new Settings(
                        settings.fromPosition,
                        settings.toPosition,
                        speed,
                        settings.verify,
                        settings.quiet,
                        settings.listener));
    }

    /**
     * This replay, which compares its results with those of the run that it replays, and stops at a difference.
     *
     * @return the replay.
     */
    public Replay verifying() {
        return new Replay(
                pipeline,
                new Settings(
                        settings.fromPosition,
                        settings.toPosition,
                        settings.speed,
                        true,
                        settings.quiet,
                        settings.listener));
    }

    /**
     * This replay without sinks: results are made and counted, and go nowhere.
     *
     * @return the replay.
     */
    public Replay withoutSinks() {
        return new Replay(
                pipeline,
                new Settings(
                        settings.fromPosition,
                        settings.toPosition,
                        settings.speed,
                        settings.verify,
                        true,
                        settings.listener));
    }

    /**
     * This replay with somebody who is told how it gets on.
     *
     * @param listener who is told.
     * @return the replay.
     */
    public Replay withListener(final RecoveryListener listener) {
        return new Replay(
                pipeline,
                new Settings(
                        settings.fromPosition,
                        settings.toPosition,
                        settings.speed,
                        settings.verify,
                        settings.quiet,
                        Objects.requireNonNull(listener, "listener")));
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
     * @throws Exception the failure of an operator or a sink.
     */
    public ReplayReport run(final Journal journal, final long stateLimitBytes) throws Exception {
        final Arena arena = new Arena(stateLimitBytes);
        Stage opened = null;
        try {
            final SinkOpener sinks =
                    settings.quiet ? new NoSinks(Journaling.BEGUN) : SinkOpener.declared(Journaling.BEGUN);
            opened = Stage.open(pipeline, StagePlan.whole(pipeline.graph()), arena, Boundaries.none(), sinks);
            opened.replaying(true);
            final ReplayReport report = new Work(opened, journal).run();
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

    /** One run of a replay. */
    private final class Work {
        private final Stage stage;
        private final Journal journal;
        private final BatchReplay replay;
        private final ReplayPace pace;
        private final long startNs = System.nanoTime();
        private final List<Difference> differences = new ArrayList<>();
        private long toldNs = startNs;
        private long batches;
        private boolean begun;

        Work(final Stage stage, final Journal journal) {
            this.stage = stage;
            this.journal = journal;
            replay = new BatchReplay(stage);
            pace = new ReplayPace(settings.speed);
        }

        ReplayReport run() throws Exception {
            if (settings.fromPosition > 0) {
                stage.outputs().forEach(output -> output.leaveOutBelow(Long.MAX_VALUE));
            } else {
                begun = true;
            }
            try (JournalReader reader = journal.reader(stage.nextSequence())) {
                while (differences.isEmpty() && stage.nextSequence() < settings.toPosition && reader.next()) {
                    final Excerpt excerpt = reader.excerpt();
                    if (excerpt.kind() == ExcerptKind.BATCH) {
                        work(excerpt);
                    } else if (excerpt.kind() == RunJournal.CLOSING && settings.verify) {
                        compare(excerpt);
                    }
                }
            }
            return report();
        }

        private void compare(final Excerpt excerpt) {
            Optional.ofNullable(replay.compare(excerpt)).ifPresent(differences::add);
        }

        private void work(final Excerpt batch) throws Exception {
            if (settings.verify) {
                compare(batch);
                if (!differences.isEmpty()) {
                    return;
                }
            }
            replay.load(batch);
            int first = 0;
            if (!begun && batch.endPosition() > settings.fromPosition) {
                first = slotOf(batch, settings.fromPosition);
                replay.work(0, first);
                begin();
            }
            final int end =
                    batch.endPosition() > settings.toPosition ? slotOf(batch, settings.toPosition) : replay.count();
            if (pace.isLimited() && begun) {
                paced(first, end);
            } else {
                replay.work(first, end);
            }
            if (++batches % BATCHES_BETWEEN_FLUSHES == 0) {
                stage.flush();
                tellProgress();
            }
        }

        /** From here on results are wanted. */
        private void begin() {
            begun = true;
            stage.outputs().forEach(output -> output.leaveOutBelow(output.outputSequence()));
        }

        private void paced(final int first, final int end) throws Exception {
            for (int i = first; i < end; i++) {
                if (!pace.isDue(replay.ingressNs(i))) {
                    stage.flush();
                    pace.await(replay.ingressNs(i));
                }
                replay.work(i, i + 1);
            }
        }

        /** Place of the slot of a position: void slots have none. */
        private int slotOf(final Excerpt batch, final long position) {
            long at = batch.firstPosition();
            int i = 0;
            while (at < position || !replay.isNumbered(i)) {
                at += replay.isNumbered(i) ? 1 : 0;
                i++;
            }
            return i;
        }

        private void tellProgress() {
            if (System.nanoTime() - toldNs > PROGRESS_EVERY_NS) {
                toldNs = System.nanoTime();
                settings.listener.onProgress(
                        stage.nextSequence(), journal.opening().endPosition());
            }
        }

        private ReplayReport report() throws Exception {
            stage.flush();
            final Map<String, Long> counts = new LinkedHashMap<>();
            final Map<String, Long> digests = new LinkedHashMap<>();
            for (final NumberedOutput output : stage.outputs()) {
                counts.put(output.name(), output.outputSequence());
                digests.put(output.name(), output.digest());
            }
            return new ReplayReport(
                    stage.events(),
                    stage.nextSequence(),
                    System.nanoTime() - startNs,
                    counts,
                    digests,
                    differences.isEmpty() ? Optional.empty() : Optional.of(differences.get(0)));
        }
    }
}
