package io.millrace.bench.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.recovery.CheckpointPlan;
import io.millrace.engine.recovery.CheckpointTaken;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.recovery.RecoveryListener;
import io.millrace.engine.run.Layout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every thread of a run is watched while events flow. */
class AllocationTest {
    private static final String PAGES = "millrace-journal-pages";
    private static final long ASIDE_BYTES = 256 << 10;
    private static final double LIMIT = 0.01;
    private static final long MS = 1_000_000;
    private static final long CHECKPOINT_BYTES = 8_192;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldAllocateNothingWhileEventsFlow(final Layout layout) throws InterruptedException {
        final Allocation found = Allocation.measure(layout, Allocation.clean(), 1_000 * MS, 700 * MS);

        assertTrue(found.events() > 100_000, found.toString());
        assertTrue(found.bytesPerEvent() < LIMIT, found.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldCatchAPlantedOperatorThatAllocates(final Layout layout) throws InterruptedException {
        final Allocation found = Allocation.measure(layout, Allocation.planted(), 200 * MS, 200 * MS);

        assertTrue(found.bytesPerEvent() >= 8, found.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldAllocateNothingForAnEventThatIsJournaled(final Layout layout) throws InterruptedException {
        Allocation least = null;
        // Classes that the journal needs are loaded once, sometimes late; what an event costs shows every time.
        for (int attempt = 0; attempt < 3 && (least == null || bytesOfEvents(least) > 0); attempt++) {
            final JournalSpec journal = JournalSpec.in(folder.resolve("journal-" + attempt))
                    .withCheckpoints(CheckpointPlan.every(Duration.ZERO));
            least = Allocation.measureJournaled(layout, journal, 1_000 * MS, 700 * MS);
        }

        assertTrue(least.events() > 100_000, least.toString());
        assertEquals(0, bytesOfEvents(least), least.toString());
        assertTrue(least.bytesByThread().getOrDefault(PAGES, 0L) < ASIDE_BYTES, least.toString());
    }

    /** What the threads allocated that events pass; the one that looks after files asks for free space now and then. */
    private static long bytesOfEvents(final Allocation found) {
        return found.bytesByThread().entrySet().stream()
                .filter(thread -> !thread.getKey().equals(PAGES))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldAllocateALittleForACheckpointAndNothingForItsEvents(final Layout layout) throws InterruptedException {
        final AtomicInteger taken = new AtomicInteger();
        final JournalSpec journal = JournalSpec.in(folder)
                .withCheckpoints(CheckpointPlan.every(Duration.ofMillis(50)))
                .withListener(new RecoveryListener() {
                    @Override
                    public void onCheckpoint(final CheckpointTaken checkpoint) {
                        taken.incrementAndGet();
                    }
                });

        final Allocation found = Allocation.measureJournaled(layout, journal, 1_000 * MS, 700 * MS);

        assertTrue(taken.get() > 3, "checkpoints: " + taken);
        assertTrue(found.events() > 100_000, found.toString());
        found.bytesByThread().forEach((thread, bytes) -> {
            if (!thread.endsWith("-checkpoint")) {
                assertTrue(bytes < CHECKPOINT_BYTES * taken.get() + LIMIT * found.events(), found.toString());
            }
        });
    }
}
