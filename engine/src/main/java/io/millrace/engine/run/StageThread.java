package io.millrace.engine.run;

import io.millrace.engine.latency.LatencyRecorder;
import io.millrace.engine.recovery.RunJournal;
import io.millrace.engine.ring.BoundaryOperator;
import io.millrace.engine.ring.RingConsumer;
import io.millrace.engine.slot.SlotLatency;
import io.millrace.engine.stage.Stage;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.agrona.concurrent.IdleStrategy;

/** The thread of a stage: takes all there is in its ring as one batch, again and again, and works it off. */
final class StageThread implements Runnable {
    private static final long LONGEST_GAP_NS = 1_000_000_000L;

    private final String name;
    private final Stage stage;
    private final RunJournal journal;
    private final RingConsumer ring;
    private final Upstream upstream;
    private final Questions questions = new Questions();
    private final TickingStage ticking;
    private final BoundaryOperator[] exits;
    private final Shared shared;
    private final StageUpkeep upkeep;
    private final LatencyRecorder latency;
    private final SlotLatency slotLatency;
    private final IdleStrategy idle;
    private final AtomicBoolean done = new AtomicBoolean();
    private Runnable epilogue = () -> {};

    /** What a stage thread works on. */
    record Parts(
            String name,
            Stage stage,
            RunJournal journal,
            RingConsumer ring,
            Upstream upstream,
            List<BoundaryOperator> exits,
            TickingStage ticking) {}

    /** What the stage threads of a run share. */
    record Shared(RingedLife life, RunOptions options, RunMetrics metrics) {}

    StageThread(final Parts parts, final Shared shared, final boolean first, final IdleStrategy idle) {
        name = parts.name;
        stage = parts.stage;
        journal = parts.journal;
        ring = parts.ring;
        slotLatency = ring.newLatency();
        upstream = parts.upstream;
        ticking = parts.ticking;
        exits = parts.exits.toArray(new BoundaryOperator[0]);
        this.shared = shared;
        this.idle = idle;
        upkeep = new StageUpkeep(stage, shared.metrics, first, parts.journal);
        latency = first ? shared.metrics.latency() : shared.metrics.stageLatency(name);
    }

    /** What this thread does last. Set before it starts. */
    void epilogue(final Runnable last) {
        epilogue = last;
    }

    String name() {
        return name;
    }

    /** Asks the stage something. Any thread may. */
    <A> A ask(final Function<Stage, A> question, final BooleanSupplier isOver) {
        return questions.ask(question, stage, isOver);
    }

    /** Whether nothing more will come out of this stage. Any thread may ask. */
    boolean isDone() {
        return done.get();
    }

    boolean hasEnded() {
        return stage.hasEnded();
    }

    /** How far the stage is in its ring. Any thread may ask. */
    long released() {
        return ring.released();
    }

    @Override
    public void run() {
        try {
            while (!shared.life.gate().isBroken() && !stage.hasEnded()) {
                if (!turn() && isDrained()) {
                    break;
                }
            }
        } catch (final Throwable e) {
            // Who stops a run while its journal has no space makes no failure of it.
            if (journal == null || !journal.gaveUp()) {
                shared.life.fail(e);
            }
        }
        finish();
    }

    /** Works on one batch. Returns whether there was one. */
    private boolean turn() throws Exception {
        questions.answer(stage);
        final int count = ring.take(shared.options.batchSlots());
        if (count == 0) {
            if (ticking.idle()) {
                for (final BoundaryOperator exit : exits) {
                    exit.endBatch();
                }
                upkeep.publish();
            }
            upkeep.flush();
            idle.idle();
            return false;
        }
        idle.reset();
        final int first = ring.first();
        final int slotBytes = ring.slotBytes();
        if (journal != null) {
            journal.onSlots(ring.slots(), first, first + count * slotBytes, slotBytes);
        } else if (exits.length == 0) {
            stage.onSlots(ring.slots(), first, first + count * slotBytes, slotBytes);
        } else {
            workAndForward(count);
        }
        final long nowNs = shared.options.clock().nowNs();
        slotLatency.record(latency, ring.firstPlace(), count, nowNs);
        ring.release();
        upkeep.worked(nowNs);
        return true;
    }

    /** Slots are worked on in runs of one intended time, which goes along with the records made of them. */
    private void workAndForward(final int count) {
        final int end = ring.firstPlace() + count;
        int from = ring.firstPlace();
        while (from < end) {
            final long intendedNs = slotLatency.intendedNs(from);
            int to = from + 1;
            while (to < end && slotLatency.intendedNs(to) == intendedNs) {
                to++;
            }
            for (final BoundaryOperator exit : exits) {
                exit.intendedNs(intendedNs);
            }
            stage.onSlots(ring.slots(), from * ring.slotBytes(), to * ring.slotBytes(), ring.slotBytes());
            from = to;
        }
        for (final BoundaryOperator exit : exits) {
            exit.endBatch();
            if (stage.hasEnded()) {
                exit.endOfInput();
            }
        }
    }

    /**
     * Whether everything that will ever come has been worked off. A publisher from outside may sit on a slot it claimed
     * before the run was stopped: it is waited for, but not for ever.
     */
    private boolean isDrained() throws Exception {
        if (!upstream.isDone()) {
            return false;
        }
        final long claimed = ring.claimed();
        long gapSinceNs = System.nanoTime();
        while (ring.released() < claimed && !stage.hasEnded()) {
            if (turn()) {
                gapSinceNs = System.nanoTime();
            } else if (shared.life.gate().isBroken()) {
                break;
            } else if (System.nanoTime() - gapSinceNs > LONGEST_GAP_NS) {
                shared.life.warn("an event was claimed but neither committed nor aborted: "
                        + (claimed - ring.released() - 1) + " slots behind it were not processed");
                break;
            }
        }
        return true;
    }

    private void finish() {
        final RingedLife life = shared.life;
        upkeep.finish();
        if (!life.control().hasFailed()) {
            life.guard(upkeep::complete);
        }
        if (journal != null) {
            life.guard(journal::endCheckpoints);
        }
        life.guard(stage::close);
        if (journal != null) {
            life.guard(journal::close);
        }
        done.set(true);
        epilogue.run();
    }
}
