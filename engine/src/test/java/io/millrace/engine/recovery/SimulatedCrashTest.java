package io.millrace.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.millrace.engine.TickFlyweight;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunFailedException;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.source.Publisher;
import io.millrace.journal.JournalFullException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.SyncPolicy;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.memory.MemoryDisk;
import io.millrace.journal.memory.MemoryJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole pipeline in one thread, whose events are pushed, over a journal in memory: dies at any step, with or without
 * a loss of power; disks fill up, outputs fail; the results are those of a run that nothing happened to.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimulatedCrashTest {
    private static final int SEEDS = Integer.getInteger("millrace.test.simulations", 60);
    private static final int EVENTS = 400;
    private static final int MOST_MISHAPS = 6;

    @TempDir
    private Path folder;

    /** What happens. */
    private enum Mishap {
        KILL,
        POWER_CUT,
        FULL_DISK,
        STOP_WHILE_FULL,
        FAILING_COMMIT,
        STOP
    }

    /** The process is gone. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static Map<String, List<String>> expected() throws InterruptedException {
        final SimulatedOutputs outputs = new SimulatedOutputs(name -> {});
        try (Run run = Millrace.start(
                CrashPipeline.pushed(outputs::sink, outputs.late()),
                RunOptions.defaults().withLayout(Layout.INLINE))) {
            push(run, 0, EVENTS);
            run.join();
        }
        final Map<String, List<String>> lines = outputs.lines();
        lines.forEach((name, list) -> assertTrue(list.size() > 3, () -> "too little in " + name + ": " + list));
        return lines;
    }

    private static void push(final Run run, final long from, final long to) {
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (long i = from; i < to; i++) {
            CrashPipeline.event(i, publisher.claim());
            publisher.commit();
        }
        if (to == EVENTS) {
            publisher.endOfInput();
        }
    }

    @Test
    void shouldGiveTheResultsOfAnUndisturbedRunWhateverHappens() throws InterruptedException {
        final Map<String, List<String>> expected = expected();
        final long first = Long.getLong("millrace.test.seed", System.nanoTime());
        final Map<Mishap, Integer> mishaps = new EnumMap<>(Mishap.class);
        int refused = 0;
        for (long seed = first; seed < first + SEEDS; seed++) {
            final Simulation simulation = new Simulation(seed, folder.resolve(Long.toHexString(seed)));
            simulation.run(expected);
            simulation.mishaps.forEach(mishap -> mishaps.merge(mishap, 1, Integer::sum));
            refused += simulation.refused;
        }
        System.out.println("seeds " + first + " to " + (first + SEEDS - 1) + ": " + mishaps + ", " + refused
                + " refused because outputs were ahead");
        assertEquals(Mishap.values().length, mishaps.size());
    }

    /** One story. */
    private static final class Simulation {
        private final long seed;
        private final SplittableRandom random;
        private final Path folder;
        private final MemoryDisk disk = new MemoryDisk();
        private final SimulatedOutputs outputs = new SimulatedOutputs(this::committing);
        private final List<Mishap> mishaps = new ArrayList<>();
        private final List<String> log = new ArrayList<>();
        private final SyncPolicy sync;
        private final boolean hasCheckpoints;
        private Mishap next;
        private int stepsLeft;
        private int refused;
        private Run running;

        Simulation(final long seed, final Path folder) {
            this.seed = seed;
            this.folder = folder;
            random = new SplittableRandom(seed);
            sync = random.nextBoolean() ? SyncPolicy.none() : SyncPolicy.everyBatch();
            hasCheckpoints = random.nextInt(3) == 0;
        }

        private JournalSpec spec() {
            final JournalSpec spec = JournalSpec.by("memory", given -> MemoryJournal.openForWriting(disk, given))
                    .with(JournalOptions.defaults().withSync(sync))
                    .withPoints(this::step)
                    .withListener(new RecoveryListener() {
                        @Override
                        public void onMessage(final String message) {
                            said(message);
                        }
                    });
            return hasCheckpoints
                    ? spec.withCheckpointsIn(() -> FolderCheckpointStore.open(folder))
                            .withCheckpoints(CheckpointPlan.everyEvents(random.nextInt(20, 100)))
                    : spec;
        }

        private void said(final String message) {
            log.add(message);
            if (message.contains("nothing more is processed")) {
                if (next == Mishap.STOP_WHILE_FULL) {
                    running.stop();
                } else {
                    disk.full(false);
                }
            }
        }

        private void step(final JournalPoint point) {
            if (next == null || --stepsLeft > 0) {
                return;
            }
            switch (next) {
                case KILL:
                    disk.killProcess();
                    throw new Death();
                case POWER_CUT:
                    disk.losePower(random.nextInt(1 << random.nextInt(1, 14)));
                    outputs.losePower(random);
                    throw new Death();
                case FULL_DISK, STOP_WHILE_FULL:
                    disk.full(true);
                    stepsLeft = Integer.MAX_VALUE;
                    break;
                case STOP:
                    running.stop();
                    break;
                default:
                    break;
            }
        }

        private void committing(final String name) {
            if (next == Mishap.FAILING_COMMIT && stepsLeft <= 0) {
                next = null;
                throw new IllegalStateException("the disk of " + name + " is gone");
            }
        }

        void run(final Map<String, List<String>> expected) throws InterruptedException {
            for (int i = random.nextInt(1, MOST_MISHAPS + 1); i >= 0; i--) {
                next = i == 0 ? null : Mishap.values()[random.nextInt(Mishap.values().length)];
                stepsLeft = random.nextInt(1, 3 * EVENTS);
                if (next != null) {
                    mishaps.add(next);
                }
                log.add(next + " in " + stepsLeft + " steps");
                final RunState state = start();
                disk.full(false);
                log.add("ended " + state);
                if (state == null) {
                    return;
                }
                if (i == 0) {
                    assertEquals(RunState.ENDED, state, this::toString);
                }
            }
            final Map<String, List<String>> lines = outputs.lines();
            expected.forEach((name, list) -> assertEquals(list, lines.get(name), () -> name + ", " + this));
        }

        /** Returns how the run ended; null if it was refused because outputs are ahead, as they may be. */
        private RunState start() throws InterruptedException {
            final RunOptions options =
                    RunOptions.defaults().withLayout(Layout.INLINE).withJournal(spec());
            try {
                running = Millrace.start(CrashPipeline.pushed(outputs::sink, outputs.late()), options);
            } catch (final RunFailedException e) {
                if (sync.kind() == SyncPolicy.Kind.NONE
                        && mishaps.contains(Mishap.POWER_CUT)
                        && String.valueOf(e.getCause().getMessage()).contains("ahead of the journal")) {
                    refused++;
                    return null;
                }
                return fail(() -> this + ": " + e.getCause());
            }
            try (Run run = running) {
                if (!run.state().isOver()) {
                    push(run, run.journal().orElseThrow().journaledEvents("ticks"), EVENTS);
                }
            } catch (final Death | JournalFullException | IllegalStateException e) {
                log.add(e.toString());
            }
            final RunState state = running.state();
            final boolean mayFail = next == Mishap.KILL
                    || next == Mishap.POWER_CUT
                    || running.failure().toString().contains("is gone");
            if (state == RunState.FAILED && !mayFail) {
                fail(() -> this + ": " + running.failure());
            }
            return state;
        }

        @Override
        public String toString() {
            return "seed " + seed + ", sync " + sync + ", checkpoints " + hasCheckpoints + ": " + log;
        }
    }
}
