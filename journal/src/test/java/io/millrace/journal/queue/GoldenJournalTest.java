package io.millrace.journal.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.journal.CheckpointMark;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.checkpoint.CheckpointHeader;
import io.millrace.journal.checkpoint.CheckpointWriter;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.checkpoint.StoredCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal and a checkpoint as the first version of the format wrote them: each later one must read them. With the
 * system property {@code golden.write} set to a folder, they are written there anew.
 */
class GoldenJournalTest {
    private static final String ROLL_FILE = "journal-v1.cq4.gz";
    private static final String DESCRIPTOR = "journal-v1.properties";
    private static final String CHECKPOINT = "checkpoint-v1.mrc";
    private static final String CHECKPOINT_NAME = "checkpoint-0000000000000000007.mrc";

    @TempDir
    private Path temporary;

    @Test
    void shouldReadAJournalOfTheFirstVersion() throws IOException {
        final JournalFolder folder = new JournalFolder(temporary.resolve("journal"));
        Files.createDirectories(folder.runFolder(1));
        try (InputStream file = new GZIPInputStream(resource(ROLL_FILE))) {
            Files.copy(file, folder.rollFile(1, 0));
        }
        try (InputStream file = resource(DESCRIPTOR)) {
            Files.copy(file, folder.descriptorFile());
        }
        try (Journal journal = QueueJournal.openForReading(folder.path())) {
            check(journal);
        }
        try (Journal journal = QueueJournal.openForWriting(folder.path(), JournalDamageFixture.options())) {
            check(journal);
        }
    }

    private static void check(final Journal journal) {
        assertEquals(
                List.of("layouts", "first", "rejects", "second"),
                JournalContract.texts(journal, 0).stream()
                        .filter(text -> text.matches("[a-z]+"))
                        .toList());
        assertEquals(9, journal.opening().endPosition());
        assertEquals(List.of(), journal.opening().messages());
        assertEquals(Optional.of(new CheckpointMark(7, 4, 0x1234_5678_9abc_def0L)), journal.lastCheckpoint());
        assertTrue(journal.verify().isSound(), journal.verify().toString());
    }

    @Test
    void shouldReadACheckpointOfTheFirstVersion() throws IOException {
        final Path folder = Files.createDirectories(temporary.resolve("checkpoints"));
        try (InputStream file = resource(CHECKPOINT)) {
            Files.copy(file, folder.resolve(CHECKPOINT_NAME));
        }
        try (StoredCheckpoint checkpoint = FolderCheckpointStore.openForReading(folder)
                .newest(Long.MAX_VALUE, message -> {
                    throw new AssertionError(message);
                })
                .orElseThrow()) {
            assertEquals(0x1234_5678_9abc_def0L, checkpoint.info().stateDigest());
            final CheckpointHeader header = checkpoint.info().header();
            assertEquals("checkpoint 7 at position 4 of epoch 1", header.toString());
            assertArrayEquals(new byte[] {1, 2, 3}, header.fingerprints());
            final StringBuilder sections = new StringBuilder();
            checkpoint.forEachPiece((section, id, bytes, offset, length) -> sections.append(section)
                    .append('/')
                    .append(id)
                    .append('=')
                    .append(bytes.getStringWithoutLengthUtf8(offset, length))
                    .append(' '));
            assertEquals("0/5=state 1/6= ", sections.toString());
        }
    }

    @Test
    void shouldWriteTheSameBytesAgain() throws IOException {
        final Path target = Path.of(System.getProperty("golden.write", temporary.toString()));
        write(target);
        try (InputStream then = resource(CHECKPOINT)) {
            assertArrayEquals(then.readAllBytes(), Files.readAllBytes(target.resolve(CHECKPOINT)));
        }
        assertArrayEquals(
                excerpts(GoldenJournalTest.class.getResource(ROLL_FILE).openStream()),
                excerpts(Files.newInputStream(target.resolve(ROLL_FILE))));
    }

    /** What is ours of a roll file: from the first excerpt on. */
    private byte[] excerpts(final InputStream zipped) throws IOException {
        final Path file = temporary.resolve("excerpts.cq4");
        try (InputStream in = new GZIPInputStream(zipped);
                OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
        final List<Integer> starts = JournalDamageFixture.excerptOffsets(new RollFile(1, 0, file));
        final byte[] bytes = Files.readAllBytes(file);
        return Arrays.copyOfRange(bytes, starts.get(0), starts.get(starts.size() - 1));
    }

    private void write(final Path target) throws IOException {
        final Path path = temporary.resolve("written");
        final JournalOptions options = JournalDamageFixture.options();
        try (Journal journal = QueueJournal.openForWriting(path, options)) {
            final JournalWriter writer = journal.writer();
            writer.beginEpoch(JournalContract.text("layouts"), 0, 7);
            JournalContract.appendText(writer, "first", 4);
            JournalContract.appendText(writer, "rejects", 0);
            writer.markCheckpoint(new CheckpointMark(7, 4, 0x1234_5678_9abc_def0L));
            JournalContract.appendText(writer, "second", 5);
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target.resolve(ROLL_FILE)))) {
            Files.copy(Folders.rollFiles(path).get(0).path(), out);
        }
        Files.write(target.resolve(DESCRIPTOR), Files.readAllBytes(path.resolve("journal.properties")));
        final Path checkpoints = temporary.resolve("stored");
        try (CheckpointWriter writer =
                FolderCheckpointStore.open(checkpoints).write(new CheckpointHeader(7, 4, 1, new byte[] {1, 2, 3}))) {
            writer.beginSection(5);
            writer.write(JournalContract.text("state"), 0, 5);
            writer.beginSection(6);
            writer.commit(0x1234_5678_9abc_def0L);
        }
        Files.write(target.resolve(CHECKPOINT), Files.readAllBytes(checkpoints.resolve(CHECKPOINT_NAME)));
    }

    private static InputStream resource(final String name) {
        return GoldenJournalTest.class.getResourceAsStream(name);
    }
}
