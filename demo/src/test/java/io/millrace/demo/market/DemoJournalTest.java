package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal that the plain demo keeps for a while. */
class DemoJournalTest {
    @TempDir
    Path folder;

    @Test
    void shouldReplayWhatRanAndLeaveNothing() throws Exception {
        final MarketProvider provider = new MarketProvider();
        final Map<String, String> options = Map.of("events", "1000", "out", folder.toString());
        final Path place = Files.createDirectories(folder.resolve("temporary"));
        final DemoJournal journal = DemoJournal.in(place, 0);
        final Pipeline pipeline = provider.create(options);
        try (Run run = Millrace.start(pipeline, journal.applyTo(RunOptions.defaults()))) {
            run.join();
        }
        final DemoJournal.Replayed replayed = journal.replay(provider.createForReplay(options));
        assertTrue(replayed.isSame(), replayed.line());
        assertTrue(
                replayed.line().matches("replayed 1,000 events in \\d+\\.\\d s: identical, digest [0-9a-f]+"),
                replayed.line());
        journal.delete(new OutputFiles(folder.toString()));
        try (Stream<Path> left = Files.list(place)) {
            assertEquals(0, left.count());
        }
        assertTrue(Files.exists(folder.resolve("bars.csv")));
        assertFalse(Files.exists(folder.resolve("bars.csv.commit")));
    }

    @Test
    void shouldSayThatItIsSkippedWithoutSpace() throws Exception {
        final DemoJournal journal = DemoJournal.in(folder, Long.MAX_VALUE);
        final RunOptions options = RunOptions.defaults();
        assertSame(options, journal.applyTo(options));
        assertEquals(
                "not journaled and replayed: less than 2 GB are free in " + folder,
                journal.replay(null).line());
    }
}
