package io.millrace.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunFailedException;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.journal.Journal;
import io.millrace.journal.memory.MemoryDisk;
import io.millrace.journal.memory.MemoryJournal;
import io.millrace.journal.queue.QueueJournal;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not a function of the journal is found and named, by a replay and by a recovery. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImpurityTest {
    private static final long STATE_BYTES = 1L << 26;
    private static final Path OTHER_JAVA = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64/bin/java");

    @TempDir
    private Path folder;

    private final MemoryDisk disk = new MemoryDisk();

    private RunOptions options() {
        return RunOptions.defaults()
                .withLayout(Layout.INLINE)
                .withBatchSlots(16)
                .withJournal(JournalSpec.by("memory", given -> MemoryJournal.openForWriting(disk, given)));
    }

    /** Runs until the source fails. */
    private void crash(final ImpurePipeline.Impurity impurity, final DurableLines into) throws InterruptedException {
        try (Run run = Millrace.start(ImpurePipeline.of(impurity, into, 2_000), options())) {
            assertThrows(RunFailedException.class, run::join);
        }
    }

    private static void assertNames(final Difference difference) {
        assertEquals("out", difference.output());
        assertEquals(List.of("ticks", "impure", "sum"), difference.operators());
        assertTrue(
                difference.firstPosition() <= ImpurePipeline.FIRST_IMPURE + 40
                        && difference.beforePosition() > ImpurePipeline.FIRST_IMPURE,
                difference::toString);
        assertTrue(difference.toString().contains("positions " + difference.firstPosition()), difference::toString);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOCK", "HASH_ORDER", "RANDOM"})
    void shouldBeFoundAndNamed(final ImpurePipeline.Impurity impurity) throws Exception {
        final DurableLines lines = new DurableLines();
        crash(impurity, lines);
        try (MemoryJournal journal = MemoryJournal.openForReading(disk)) {
            final Pipeline again = ImpurePipeline.of(impurity, new DurableLines(), 3_000);
            assertNames(Replay.of(again)
                    .verifying()
                    .withoutSinks()
                    .run(journal, STATE_BYTES)
                    .difference()
                    .orElseThrow());
        }
        final RunFailedException refused = assertThrows(
                RunFailedException.class, () -> Millrace.start(ImpurePipeline.of(impurity, lines, 3_000), options()));
        final String said = refused.getCause().getMessage();
        assertTrue(said.contains("output 'out'") && said.contains("positions ") && said.contains("impure"), said);
    }

    @Test
    void shouldFindNothingInAPureOne() throws Exception {
        final DurableLines lines = new DurableLines();
        crash(ImpurePipeline.Impurity.NONE, lines);
        try (MemoryJournal journal = MemoryJournal.openForReading(disk)) {
            final ReplayReport report = Replay.of(
                            ImpurePipeline.of(ImpurePipeline.Impurity.NONE, new DurableLines(), 3_000))
                    .verifying()
                    .withoutSinks()
                    .run(journal, STATE_BYTES);
            assertFalse(report.difference().isPresent());
        }
        try (Run run = Millrace.start(ImpurePipeline.of(ImpurePipeline.Impurity.NONE, lines, 3_000), options())) {
            run.join();
            assertEquals(RunState.ENDED, run.state());
        }
    }

    @Test
    void shouldBeFoundInWhatAnOutputHoldsOfTheLastBatch() throws Exception {
        final DurableLines lines = new DurableLines();
        final RunOptions one = options().withBatchSlots(1 << 12);
        try (Run run = Millrace.start(ImpurePipeline.of(ImpurePipeline.Impurity.CLOCK, lines, 3_000), one)) {
            run.join();
        }
        final RunFailedException refused = assertThrows(
                RunFailedException.class,
                () -> Millrace.start(ImpurePipeline.of(ImpurePipeline.Impurity.CLOCK, lines, 3_000), one));
        assertTrue(
                refused.getCause().getMessage().contains("'out'"),
                refused.getCause().getMessage());
    }

    @Test
    void shouldFindThatAnotherJavaComputesAnotherTanh() throws Exception {
        assumeTrue(Files.isExecutable(OTHER_JAVA), "there is no other Java");
        assumeTrue(Runtime.version().feature() < 25, "this is the other Java");
        final List<String> command = new ArrayList<>(List.of(OTHER_JAVA.toString()));
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ImpurePipeline.class.getName()));
        command.add(folder.toString());
        final Process other =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, other.waitFor(), said);
        try (Journal journal = QueueJournal.openForReading(folder.resolve("journal"))) {
            final Difference difference = Replay.of(ImpurePipeline.tanh(folder))
                    .verifying()
                    .withoutSinks()
                    .run(journal, STATE_BYTES)
                    .difference()
                    .orElseThrow();
            assertEquals("out", difference.output());
            assertEquals(List.of("ticks", "impure", "sum"), difference.operators());
        }
        final RunOptions options = RunOptions.defaults()
                .withLayout(Layout.INLINE)
                .withJournal(JournalSpec.in(folder.resolve("journal")).withCheckpointsIn(() -> null));
        final RunFailedException refused =
                assertThrows(RunFailedException.class, () -> Millrace.start(ImpurePipeline.tanh(folder), options));
        assertTrue(
                refused.getCause().getMessage().contains("'out'"),
                refused.getCause().getMessage());
    }
}
