package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.operator.NumberedOutput;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.engine.slot.SlotLayout;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The journal of one run: first it brings a stage to where the journal ends, then it keeps what enters the stage.
 *
 * <p>Call protocol: {@link #open}; {@link #openStage}; {@link #recover}; then {@link #append} for each batch before it
 * is worked on, and {@link #worked} behind it; {@link #close} once. <b>Used on the stage's thread</b>, until
 * {@link #recover} has returned on the one that starts the run.
 */
public final class RunJournal implements InputLog, AutoCloseable {
    /** Kind of the excerpt that says what had come of everything, when a run was over. */
    static final int CLOSING = ExcerptKind.FIRST_OF_ENGINE;

    private static final long PROGRESS_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LOOK_FOR_SPACE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int BATCHES_BETWEEN_LOOKS = 64;

    private final Pipeline pipeline;
    private final JournalSpec spec;
    private final Journal journal;
    private final JournalWriter writer;
    private final boolean resumed;
    private final CheckpointStore checkpoints;
    private Checkpointer checkpointer;
    private long checkpointPosition;
    private Stage stage;
    private BatchTrailer trailer;
    private BooleanSupplier givingUp = () -> false;

    private RunJournal(final Pipeline pipeline, final JournalSpec spec, final Journal journal) throws Exception {
        this.pipeline = pipeline;
        this.spec = spec;
        this.journal = journal;
        writer = journal.writer();
        resumed = writer.epoch() != 0;
        checkpoints = spec.openCheckpoints();
        journal.opening().messages().forEach(spec.listener()::onMessage);
        final EpochDescription now = EpochDescription.of(pipeline, spec.options());
        if (resumed) {
            requireSame(now);
        } else {
            final UnsafeBuffer bytes = new UnsafeBuffer(now.bytes());
            writer.beginEpoch(bytes, 0, bytes.capacity());
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
                        + " does not say what was run: it is damaged;" + " 'journal verify' tells where");
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
        givingUp = stopping;
        trailer = new BatchTrailer(stage.outputs());
        if (resumed) {
            replayWhatIsThere();
        }
        if (checkpoints != null) {
            checkpointer = new Checkpointer(
                    stage,
                    writer,
                    checkpoints,
                    new Checkpointer.Settings(
                            "millrace-" + pipeline.name(), spec.plan(), spec.listener(), checkpointPosition));
        }
    }

    private void replayWhatIsThere() throws Exception {
        final long startNs = System.nanoTime();
        final long from = stage.nextSequence();
        final long eventsBefore = stage.events();
        takeUpOutputs();
        stage.replaying(true);
        final BatchReplay replay = new BatchReplay(stage);
        replayTail(replay, from);
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
            throw new RecoveryException("working off the journal in " + spec.name() + " made other results for output '"
                    + difference.output() + "' than the run before, of a slot before position "
                    + difference.beforePosition() + ": pipeline '" + pipeline.name()
                    + "' is not deterministic (a clock, a random number, the order of a hash map). 'replay --verify'"
                    + " says more");
        }
    }

    /**
     * Keeps a batch. While there is no space, it waits.
     *
     * @throws JournalFullException if there is no space, and the run is to stop.
     */
    @Override
    public void append(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        final int count = countNumbered(slots, from, to, slotBytes);
        final DirectBuffer behind = trailer.write(slotBytes);
        boolean told = false;
        while (true) {
            try {
                writer.append(
                        ExcerptKind.BATCH,
                        stage.nextSequence(),
                        count,
                        slots,
                        from,
                        to - from,
                        behind,
                        0,
                        trailer.length());
                break;
            } catch (final JournalFullException e) {
                told = waitForSpace(e, told);
            }
        }
    }

    private boolean waitForSpace(final JournalFullException full, final boolean told) {
        if (givingUp.getAsBoolean()) {
            throw full;
        }
        if (!told) {
            spec.listener().onMessage(full.getMessage() + "; waiting for space");
        }
        LockSupport.parkNanos(LOOK_FOR_SPACE_NS);
        return true;
    }

    /** Void slots have no number. */
    private static int countNumbered(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        int count = 0;
        for (int slot = from; slot < to; slot += slotBytes) {
            if (SlotLayout.kind(slots, slot) != SlotLayout.VOID) {
                count++;
            }
        }
        return count;
    }

    /**
     * A batch has been worked on, and its outputs flushed.
     *
     * @throws Exception if an output fails.
     */
    public void worked() throws Exception {
        stage.commit(false);
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
        final DirectBuffer results = trailer.write(0);
        writer.append(CLOSING, stage.nextSequence(), 0, results, 0, 0, results, 0, trailer.length());
        writer.sync();
    }

    /** Closes the journal. */
    @Override
    public void close() {
        if (checkpointer != null) {
            checkpointer.close();
        }
        journal.close();
    }
}
