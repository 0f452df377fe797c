package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.operator.NumberedOutput;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.stage.Stage;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalFullException;
import io.millrace.journal.JournalReader;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.checkpoint.CheckpointStore;
import io.millrace.journal.checkpoint.StoredCheckpoint;
import io.millrace.state.Arena;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The journal of one run: first it brings a stage to where the journal ends, then it keeps what enters the stage.
 *
 * <p>Call protocol: {@link #open}; {@link #openStage}; {@link #recover}; then {@link #onSlots} for each batch, which
 * keeps it and has the stage work on it, and {@link #worked} behind batches; {@link #endCheckpoints} before the stage
 * is closed; {@link #close} once. <b>Used on the stage's thread</b>, until {@link #recover} has returned on the one
 * that starts the run; how far it is, any thread may ask.
 */
public final class RunJournal implements SlotHandler, JournalProgress, AutoCloseable {
    /** Kind of the excerpt that says what had come of everything, when a run was over. */
    static final int CLOSING = ExcerptKind.FIRST_OF_ENGINE;

    private static final long PROGRESS_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int BATCHES_BETWEEN_LOOKS = 64;

    private final Pipeline pipeline;
    private final JournalSpec spec;
    private final Journal journal;
    private final JournalWriter writer;
    private final boolean resumed;
    private final CheckpointStore checkpoints;
    private Checkpointer checkpointer;
    private long checkpointPosition;
    private final EpochDescription description;
    private final JournalPoints points;
    private final List<String> sources;
    private final AtomicLongArray taken;
    private ResumedClock clock;
    private Stage stage;
    private volatile BatchKeeper keeper;

    private RunJournal(final Pipeline pipeline, final JournalSpec spec, final Journal journal) throws Exception {
        this.pipeline = pipeline;
        this.spec = spec;
        this.journal = journal;
        writer = journal.writer();
        resumed = writer.epoch() != 0;
        checkpoints = spec.openCheckpoints();
        journal.opening().messages().forEach(spec.listener()::onMessage);
        points = spec.points();
        sources = pipeline.graph().nodes().stream()
                .filter(SourceNode.class::isInstance)
                .map(Node::name)
                .toList();
        taken = new AtomicLongArray(sources.size());
        description = EpochDescription.of(pipeline, spec.options());
        if (resumed) {
            requireSame(description);
        }
    }

    /**
     * Opens the journal of a run: begins one, or finds out where an earlier run stopped.
     *
     * @param pipeline the pipeline.
     * @param spec how the run is journaled.
     * @return the journal.
     * @throws RecoveryException if the journal is of another pipeline, of other options or of other input.
     * @throws Exception if the journal cannot be opened, or an input cannot be looked at.
     */
    public static RunJournal open(final Pipeline pipeline, final JournalSpec spec) throws Exception {
        final Journal journal = spec.open();
        boolean complete = false;
        try {
            final RunJournal opened = new RunJournal(pipeline, spec, journal);
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                journal.close();
            }
        }
    }

    private void requireSame(final EpochDescription now) {
        final List<String> differences = lastEpoch().differences(now);
        if (!differences.isEmpty()) {
            throw new RecoveryException("the journal in " + spec.name() + " was begun by another run: "
                    + String.join("; ", differences)
                    + ". Run what it was begun with, or take another folder for a new journal");
        }
        final List<String> gone = now.unrepeatable();
        if (!gone.isEmpty()) {
            throw new RecoveryException("the journal in " + spec.name() + " cannot be resumed: the input of source '"
                    + gone.get(0) + "' cannot be read again from its beginning. Replay the journal instead");
        }
    }

    private EpochDescription lastEpoch() {
        final long lastPosition = journal.opening().endPosition() - 1;
        try (JournalReader reader = journal.reader(Math.max(journal.firstPosition(), lastPosition))) {
            EpochDescription last = null;
            while (reader.next()) {
                final Excerpt excerpt = reader.excerpt();
                if (excerpt.kind() == ExcerptKind.EPOCH) {
                    last = EpochDescription.read(excerpt.payload(), excerpt.payloadOffset(), excerpt.payloadLength());
                }
            }
            if (last == null) {
                throw new RecoveryException("the journal in " + spec.name()
                        + " does not say what was run: it is damaged;" + " replaying it tells where");
            }
            return last;
        }
    }

    /**
     * How outputs are to be opened.
     *
     * @return whether this run goes on with an earlier one.
     */
    public Journaling journaling() {
        return resumed ? Journaling.RESUMED : Journaling.BEGUN;
    }

    /**
     * The clock of the run, whose times never go back behind what an earlier run journaled.
     *
     * @param machines that of the machine, in nanoseconds since the epoch.
     * @return the clock; right once {@link #recover} has returned. Any thread may read it.
     */
    public LongSupplier clock(final LongSupplier machines) {
        clock = new ResumedClock(machines);
        return clock;
    }

    private void resumeClock() {
        final long forwardNs = clock == null ? 0 : clock.resumeAt(stage.processingTimeNs());
        if (forwardNs > 0) {
            spec.listener()
                    .onMessage("the clock is " + Duration.ofNanos(forwardNs) + " behind the last journaled time:"
                            + " ingress times go on from there");
        }
    }

    /** Opens a stage on an arena, which it closes. */
    @FunctionalInterface
    public interface StageOpener {
        /**
         * Opens the stage.
         *
         * @param arena its memory, empty or with the state of a checkpoint; closed with the stage.
         * @return the stage.
         * @throws Exception the failure of a sink; the arena stays open then.
         */
        Stage open(Arena arena) throws Exception;
    }

    /**
     * Opens the stage, with the state of the newest checkpoint that its outputs have all results of.
     *
     * @param limitBytes the most memory that the state may take, in bytes.
     * @param opener opens it, once for each checkpoint that is tried.
     * @return the stage.
     * @throws Exception the failure of a sink; nothing stays open then.
     */
    public Stage openStage(final long limitBytes, final StageOpener opener) throws Exception {
        long maxPosition = journal.opening().endPosition();
        while (resumed && checkpoints != null) {
            final Optional<StoredCheckpoint> found = checkpoints.newest(maxPosition, spec.listener()::onMessage);
            if (found.isEmpty()) {
                break;
            }
            try (StoredCheckpoint checkpoint = found.get()) {
                final long position = checkpoint.info().header().position();
                final Stage opened = open(StoredState.restore(checkpoint, limitBytes), opener);
                if (hasAllResults(opened)) {
                    checkpointPosition = position;
                    return opened;
                }
                opened.close();
                spec.listener()
                        .onMessage("the checkpoint at position " + position
                                + " is passed over: an output lacks results from before it");
                maxPosition = position - 1;
            }
        }
        if (journal.firstPosition() > 0) {
            throw new RecoveryException("the journal in " + spec.name() + " begins at position "
                    + journal.firstPosition() + ", and no checkpoint behind that can be used");
        }
        return open(new Arena(limitBytes), opener);
    }

    /**
     * Opens a stage.
     *
     * @param arena its memory; closed if that fails.
     * @param opener opens it.
     * @return the stage.
     * @throws Exception the failure of a sink; nothing stays open then.
     */
    public static Stage open(final Arena arena, final StageOpener opener) throws Exception {
        Stage opened = null;
        try {
            opened = opener.open(arena);
            return opened;
        } finally {
            if (opened == null) {
                arena.close();
            }
        }
    }

    private static boolean hasAllResults(final Stage opened) {
        for (final NumberedOutput output : opened.outputs()) {
            if (output.stored() != null && output.stored().outputs() < output.outputSequence()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Works off what the journal holds behind the state that the stage has.
     *
     * @param opened the stage, opened by {@link #openStage}.
     * @param stopping asked while there is no space for the journal: whether to give up.
     * @throws RecoveryException if an output has more than the journal, or if the replay makes other results than the
     *     run before.
     * @throws Exception if an output fails.
     */
    public void recover(final Stage opened, final BooleanSupplier stopping) throws Exception {
        stage = opened;
        keeper = new BatchKeeper(stage, writer, spec.listener(), stopping);
        if (resumed) {
            replayWhatIsThere();
        } else {
            // Outputs have begun by now: a run that died before this begins them again, whatever they held.
            final UnsafeBuffer bytes = new UnsafeBuffer(description.bytes());
            writer.beginEpoch(bytes, 0, bytes.capacity());
        }
        publishProgress();
        resumeClock();
        if (checkpoints != null) {
            discardLostCheckpoints();
            checkpointer = new Checkpointer(
                    stage,
                    writer,
                    checkpoints,
                    new Checkpointer.Settings(
                            "millrace-" + pipeline.name(), spec.plan(), spec.listener(), checkpointPosition));
        }
    }

    /** What follows takes the positions of slots that were lost: a checkpoint of those must never be used. */
    private void discardLostCheckpoints() {
        final int removed = checkpoints.discardBehind(journal.opening().endPosition());
        if (removed > 0) {
            spec.listener()
                    .onMessage(removed + " checkpoints behind the end of the journal, position "
                            + journal.opening().endPosition() + ", are removed");
        }
    }

    private void replayWhatIsThere() throws Exception {
        final long startNs = System.nanoTime();
        final long from = stage.nextSequence();
        final long eventsBefore = stage.events();
        takeUpOutputs();
        stage.replaying(true);
        final BatchReplay replay = new BatchReplay(pipeline, stage);
        replayTail(replay, from);
        requireReproduced();
        stage.replaying(false);
        stage.commit(false);
        spec.listener()
                .onRecovered(new Recovered(
                        from,
                        stage.nextSequence(),
                        stage.events() - eventsBefore,
                        System.nanoTime() - startNs,
                        stage.hasEnded()));
    }

    private void takeUpOutputs() {
        final long end = journal.opening().endPosition();
        for (final NumberedOutput output : stage.outputs()) {
            final StoredOutput stored = output.stored();
            if (stored == null) {
                continue;
            }
            if (stored.position() > end) {
                throw new RecoveryException("output '" + output.name() + "' is ahead of the journal in " + spec.name()
                        + ": it holds the results of " + stored.position() + " positions, the journal ends at " + end
                        + ", " + (stored.position() - end) + " short. The journal lost its end (a cut file, a loss of"
                        + " power): restore it, or begin again with an empty journal and empty outputs");
            }
            output.leaveOutBelow(stored.outputs());
        }
    }

    private void replayTail(final BatchReplay replay, final long from) throws Exception {
        final long end = journal.opening().endPosition();
        long toldNs = System.nanoTime();
        int batches = 0;
        try (JournalReader reader = journal.reader(from)) {
            while (reader.next()) {
                final Excerpt excerpt = reader.excerpt();
                if (excerpt.kind() != ExcerptKind.BATCH || excerpt.endPosition() <= from) {
                    continue;
                }
                requireSameResults(replay.compare(excerpt));
                replay.load(excerpt);
                replay.work(0, replay.count());
                if (++batches % BATCHES_BETWEEN_LOOKS == 0) {
                    stage.flush();
                    if (System.nanoTime() - toldNs > PROGRESS_EVERY_NS) {
                        toldNs = System.nanoTime();
                        spec.listener().onProgress(stage.nextSequence(), end);
                    }
                }
            }
        }
    }

    private void requireSameResults(final Difference difference) {
        if (difference != null) {
            throw new RecoveryException("working off the journal in " + spec.name() + " made other results than the run"
                    + " before: " + difference + ". " + notDeterministic());
        }
    }

    private String notDeterministic() {
        return "Pipeline '" + pipeline.name() + "' is not deterministic (a clock, a random number, the order of a hash"
                + " map, another version of Java). 'replay --verify' says more";
    }

    /** What came of the last batch is in no trailer: outputs that store a digest tell. */
    private void requireReproduced() {
        for (final NumberedOutput output : stage.outputs()) {
            if (!output.reproduced()) {
                throw new RecoveryException("output '" + output.name() + "' holds "
                        + output.stored().outputs() + " results up to position "
                        + output.stored().position() + ", and working off the journal in " + spec.name()
                        + " up to position " + stage.nextSequence() + " did not make the same again. "
                        + notDeterministic());
            }
        }
    }

    /**
     * Keeps slots, then has the stage work on them. While there is no space, it waits.
     *
     * @throws JournalFullException if there is no space, and the run is to stop.
     */
    @Override
    public void onSlots(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        final int most = keeper.maxBytes(slotBytes);
        for (int first = from; first < to; first += most) {
            final int end = to - first < most ? to : first + most;
            points.at(JournalPoint.BEFORE_WRITE);
            keeper.append(slots, first, end, slotBytes);
            points.at(JournalPoint.AFTER_WRITE);
            stage.onSlots(slots, first, end, slotBytes);
            points.at(JournalPoint.AFTER_PROCESS);
        }
        publishProgress();
    }

    private void publishProgress() {
        for (int i = 0; i < sources.size(); i++) {
            taken.setRelease(i, stage.taken(i));
        }
    }

    /**
     * Whether the run was stopped while there was no space for its journal: that is no failure.
     *
     * @return {@code true} then; any thread may ask.
     */
    public boolean gaveUp() {
        return keeper != null && keeper.gaveUp();
    }

    /**
     * A batch has been worked on, and its outputs flushed.
     *
     * @throws Exception if an output fails.
     */
    public void worked() throws Exception {
        points.at(JournalPoint.BEFORE_COMMIT);
        stage.commit(false);
        points.at(JournalPoint.AFTER_COMMIT);
        if (checkpointer != null) {
            checkpointer.poll();
        }
    }

    /**
     * The run is over, and nothing failed: outputs store what they have.
     *
     * @throws Exception if an output fails.
     */
    public void finish() throws Exception {
        stage.commit(true);
        if (checkpointer != null) {
            checkpointer.takeLast();
        }
        if (stage.nextSequence() == journal.opening().endPosition()
                && journal.opening().closedCleanly()) {
            return;
        }
        keeper.appendClosing(CLOSING);
        writer.sync();
    }

    /** Ends what still goes on with the stage's memory. Before the stage is closed, whatever happened. */
    public void endCheckpoints() {
        if (checkpointer != null) {
            checkpointer.close();
            checkpointer = null;
        }
    }

    @Override
    public long journaledEvents(final String source) {
        final int number = sources.indexOf(source);
        if (number < 0) {
            throw new IllegalArgumentException("pipeline '" + pipeline.name() + "' has no source '" + source + "'");
        }
        return taken.getAcquire(number);
    }

    @Override
    public long journaledPosition() {
        return writer.appendedPosition();
    }

    @Override
    public long syncedPosition() {
        return writer.syncedPosition();
    }

    @Override
    public void sync() {
        writer.sync();
    }

    /** Closes the journal. */
    @Override
    public void close() {
        endCheckpoints();
        journal.close();
    }
}
