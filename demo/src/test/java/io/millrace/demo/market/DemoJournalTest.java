package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        final Set<Path> before = temporary();
        final DemoJournal journal = DemoJournal.create();
        final Pipeline pipeline = provider.create(options);
        try (Run run = Millrace.start(pipeline, journal.applyTo(RunOptions.defaults()))) {
            run.join();
        }
        final DemoJournal.Replayed replayed = journal.replay(provider.createForReplay(options));
        assertTrue(replayed.isSame(), replayed.line());
        assertTrue(
                replayed.line().matches("replayed 1,000 events in \\d+\\.\\d s: identical, digest [0-9a-f]+")
                        || replayed.line().startsWith("not journaled and replayed: less than 2 GB"),
                replayed.line());
        journal.delete(new OutputFiles(folder.toString()));
        final Set<Path> left = temporary();
        left.removeAll(before);
        assertEquals(Set.of(), left);
        assertTrue(Files.exists(folder.resolve("bars.csv")));
        assertFalse(Files.exists(folder.resolve("bars.csv.commit")));
    }

    private static Set<Path> temporary() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("millrace-market-"))
                    .collect(Collectors.toSet());
        }
    }
}
