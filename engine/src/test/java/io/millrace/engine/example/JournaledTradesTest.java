package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the guide shows of journals. */
@Timeout(60)
class JournaledTradesTest {
    @TempDir
    Path folder;

    @Test
    void shouldJournalResumeAndReplay() throws Exception {
        final Path journal = folder.resolve("journal");
        final Path file = folder.resolve("large.csv");
        JournaledTrades.run(journal, file);
        final List<String> rows = Files.readAllLines(file);
        assertTrue(rows.size() > 100, rows.size() + " rows");
        JournaledTrades.run(journal, file);
        assertEquals(rows, Files.readAllLines(file), "a finished run that is started again changes nothing");

        assertTrue(JournaledTrades.isRepeatable(journal));
        assertEquals(rows.size() - 1, JournaledTrades.variant(journal, 490).size());
        assertTrue(JournaledTrades.variant(journal, 495).size() < rows.size() - 1);

        final long position = JournaledTrades.positionOfResult(journal, 0, 10);
        assertEquals(position, JournaledTrades.positionOfResult(journal, position - 5, 10));
    }
}
