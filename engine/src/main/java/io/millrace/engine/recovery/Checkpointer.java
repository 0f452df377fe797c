package io.millrace.engine.recovery;

import io.millrace.engine.stage.Stage;
import io.millrace.journal.CheckpointMark;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.checkpoint.CheckpointHeader;
import io.millrace.journal.checkpoint.CheckpointInfo;
import io.millrace.journal.checkpoint.CheckpointStore;
import io.millrace.journal.checkpoint.CheckpointWriter;
import io.millrace.state.FrozenArena;
import io.millrace.state.ShadowPool;
import io.millrace.state.SnapshotSummary;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes checkpoints while the stage goes on: its thread freezes the state between two batches, which takes
 * microseconds, and a thread of this object's writes it.
 *
 * <p>{@link #poll}, {@link #takeLast} and {@link #close} are called on the stage's thread.
 */
final class Checkpointer implements AutoCloseable {
    private static final long LOOK_EVERY_NS = 1_000_000L;
    private static final int KEPT = 3;
    private static final int STATE_SECTION = 1;

    private final Stage stage;
    private final JournalWriter journal;
    private final CheckpointStore store;
    private final CheckpointPlan plan;
    private final RecoveryListener listener;
    private final ShadowPool pool = new ShadowPool();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);
    private final Thread thread;
    private long lastEndNs = System.nanoTime();
    private long lastEvents;
    private long lastPosition;
    private long nextId;
    private Pending pending;
    private volatile long arenaBytes;

    /** Who is to act next. */
    private enum Phase {
        /** The second thread makes room for copies. */
        PREPARING,
        /** The stage's thread may begin a checkpoint. */
        READY,
        /** The second thread writes one. */
        WRITING,
        /** The stage's thread ends it. */
        WRITTEN,
        /** Nobody: all is over. */
        CLOSED
    }

    /** A checkpoint under way. Its last two fields are written by the second thread, before the phase is. */
    private static final class Pending {
        private final CheckpointHeader header;
        private final FrozenArena frozen;
        private final long startNs;
        private SnapshotSummary summary;
        private Throwable failure;

        Pending(final CheckpointHeader header, final FrozenArena frozen, final long startNs) {
            this.header = header;
            this.frozen = frozen;
            this.startNs = startNs;
        }
    }

    Checkpointer(final Stage stage, final JournalWriter journal, final CheckpointStore store, final Settings settings) {
        this.stage = stage;
        this.journal = journal;
        this.store = store;
        this.plan = settings.plan;
        this.listener = settings.listener;
        nextId = store.list().stream().mapToLong(CheckpointHeader::id).max().orElse(0) + 1;
        lastPosition = settings.lastPosition;
        lastEvents = stage.events();
        arenaBytes = stage.arena().reservedBytes();
        thread = new Thread(this::work, settings.name + "-checkpoint");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How checkpoints are taken.
     *
     * @param lastPosition position of the checkpoint that the run began with.
     */
    record Settings(String name, CheckpointPlan plan, RecoveryListener listener, long lastPosition) {}

    /** Begins a checkpoint that is due, or ends one that has been written. */
    void poll() throws Exception {
        final Phase now = phase.get();
        if (now == Phase.WRITTEN) {
            end();
        } else if (now == Phase.READY && stage.arena().reservedBytes() > arenaBytes) {
            // The state grew: what a copy of it needs is made ready by the second thread, not at the freeze.
            arenaBytes = stage.arena().reservedBytes();
            phase.set(Phase.PREPARING);
            LockSupport.unpark(thread);
        } else if (now == Phase.READY && isDue()) {
            begin();
            phase.set(Phase.WRITING);
            LockSupport.unpark(thread);
        }
    }

    private boolean isDue() {
        final long sinceNs = System.nanoTime() - lastEndNs;
        if (stage.nextSequence() == lastPosition || sinceNs < plan.minPauseNs()) {
            return false;
        }
        return plan.everyNs() > 0 && sinceNs >= plan.everyNs()
                || plan.everyEvents() > 0 && stage.events() - lastEvents >= plan.everyEvents();
    }

    private void begin() throws Exception {
        final long startNs = System.nanoTime();
        stage.commit(false);
        stage.save();
        final CheckpointHeader header =
                new CheckpointHeader(nextId++, stage.nextSequence(), journal.epoch(), new byte[0]);
        pending = new Pending(header, stage.arena().freeze(pool), startNs);
        lastEvents = stage.events();
    }

    private void end() {
        final Pending written = pending;
        pending = null;
        written.frozen.end();
        lastEndNs = System.nanoTime();
        arenaBytes = stage.arena().reservedBytes();
        if (written.failure == null) {
            announce(written);
        } else {
            listener.onMessage("checkpoint at position " + written.header.position() + " failed, the one before stays: "
                    + written.failure.getMessage());
        }
        phase.set(Phase.PREPARING);
        LockSupport.unpark(thread);
    }

    private void announce(final Pending written) {
        lastPosition = written.header.position();
        BatchKeeper.mark(
                journal, new CheckpointMark(written.header.id(), lastPosition, written.summary.digest()), listener);
        listener.onCheckpoint(new CheckpointTaken(
                written.header.id(),
                lastPosition,
                written.summary.bytes(),
                written.frozen.copies(),
                lastEndNs - written.startNs));
    }

    private void work() {
        while (phase.get() != Phase.CLOSED) {
            if (phase.get() == Phase.PREPARING) {
                pool.prepare(arenaBytes);
                phase.compareAndSet(Phase.PREPARING, Phase.READY);
            } else if (phase.get() == Phase.WRITING) {
                write(pending);
                phase.compareAndSet(Phase.WRITING, Phase.WRITTEN);
            } else {
                LockSupport.parkNanos(LOOK_EVERY_NS);
            }
        }
    }

    private void write(final Pending checkpoint) {
        try (CheckpointWriter writer = store.write(checkpoint.header)) {
            writer.beginSection(STATE_SECTION);
            checkpoint.summary = checkpoint.frozen.write(writer::write);
            final CheckpointInfo stored = writer.commit(checkpoint.summary.digest());
            if (stored.bytes() < checkpoint.summary.bytes()) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT, "%d bytes were stored of %d", stored.bytes(), checkpoint.summary.bytes()));
            }
            store.prune(KEPT);
        } catch (final RuntimeException | Error e) {
            checkpoint.failure = e;
        }
    }

    /** Waits for the checkpoint under way, then takes a last one of all there is, on this thread. */
    void takeLast() throws Exception {
        stop();
        if (pending != null) {
            end();
        }
        if (stage.nextSequence() == lastPosition) {
            return;
        }
        pool.prepare(stage.arena().reservedBytes());
        begin();
        write(pending);
        end();
    }

    private void stop() {
        Phase now = phase.get();
        while (now == Phase.WRITING || now == Phase.PREPARING) {
            LockSupport.parkNanos(LOOK_EVERY_NS);
            now = phase.get();
        }
        phase.set(Phase.CLOSED);
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        if (pending != null) {
            pending.frozen.cancel();
        }
        if (thread.isAlive()) {
            stop();
        }
        if (pending != null) {
            pending.frozen.end();
            pending = null;
        }
        pool.close();
    }
}
