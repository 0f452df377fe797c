package io.millrace.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What every journal does, whatever it is made of. */
public abstract class JournalContract {
    private static final int REJECTS = ExcerptKind.FIRST_OF_ENGINE;

    /** Options with small files, and no reserve that the machine could fall below. */
    protected static JournalOptions options() {
        return JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(1 << 20);
    }

    /** Opens the journal of this test for writing. */
    protected abstract Journal open(JournalOptions options);

    /** Opens the journal of this test for reading. */
    protected abstract Journal openForReading();

    /** Makes the disk of journals opened after this full, or not. */
    protected abstract void fillDisk(boolean full);

    /** Makes syncs of journals opened after this fail. */
    protected abstract void failSync();

    @Test
    void shouldReadBackWhatWasAppended() {
        final long seed = System.nanoTime();
        final Recorded recorded = new Recorded(seed);
        try (Journal journal = open(options())) {
            recorded.appendSome(journal.writer(), 3_000);
            recorded.check(journal, 0);
        }
        try (Journal journal = openForReading()) {
            recorded.check(journal, 0);
            assertEquals(recorded.position(), journal.opening().endPosition(), recorded.toString());
            assertEquals(List.of(), journal.opening().messages(), recorded.toString());
            assertTrue(journal.opening().closedCleanly(), recorded.toString());
            assertTrue(journal.verify().isSound(), () -> recorded + " " + journal.verify());
        }
    }

    @Test
    void shouldGoOnWhereItWasClosed() {
        final long seed = System.nanoTime();
        final Recorded recorded = new Recorded(seed);
        for (int i = 0; i < 5; i++) {
            try (Journal journal = open(options())) {
                assertEquals(recorded.position(), journal.opening().endPosition(), recorded.toString());
                assertEquals(recorded.position(), journal.writer().appendedPosition(), recorded.toString());
                assertEquals(recorded.epoch(), journal.writer().epoch(), recorded.toString());
                recorded.appendSome(journal.writer(), i == 2 ? 0 : 300);
                recorded.check(journal, 0);
            }
        }
        try (Journal journal = open(options())) {
            recorded.check(journal, 0);
            recorded.check(journal, recorded.position());
            assertTrue(journal.verify().isSound(), () -> recorded + " " + journal.verify());
        }
    }

    @Test
    void shouldReadFromAnyPosition() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Recorded recorded = new Recorded(seed);
        try (Journal journal = open(options())) {
            recorded.appendSome(journal.writer(), 2_000);
            for (int i = 0; i < 50; i++) {
                recorded.check(journal, random.nextLong(recorded.position() + 1));
            }
            recorded.check(journal, recorded.position());
        }
    }

    @Test
    void shouldShowTheEpochBeforeItsFirstExcerpt() {
        try (Journal journal = open(options())) {
            final JournalWriter writer = journal.writer();
            assertEquals(0, writer.epoch());
            assertEquals(1, writer.beginEpoch(text("one"), 0, 3));
            appendText(writer, "a", 4);
            appendText(writer, "b", 4);
            assertEquals(2, writer.beginEpoch(text("two"), 0, 3));
            appendText(writer, "c", 4);
            appendText(writer, "d", 4);

            assertEquals(List.of("one", "a", "b", "two", "c", "d"), texts(journal, 0));
            assertEquals(List.of("one", "b", "two", "c", "d"), texts(journal, 5));
            assertEquals(List.of("two", "c", "d"), texts(journal, 8));
            assertEquals(List.of("two", "d"), texts(journal, 15));
        }
    }

    @Test
    void shouldFindWhatIsAppendedWhileItReads() {
        try (Journal journal = open(options());
                JournalReader reader = journal.reader(0)) {
            assertFalse(reader.next());
            for (int i = 0; i < 20_000; i++) {
                appendText(journal.writer(), "number " + i, 2);
                assertTrue(reader.next(), "excerpt " + i);
                assertEquals("number " + i, payload(reader.excerpt()));
                assertEquals(2L * i, reader.excerpt().firstPosition());
                assertEquals(2L * i + 2, reader.position());
                assertFalse(reader.next(), "after excerpt " + i);
            }
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        try (Journal journal = open(options())) {
            final JournalWriter writer = journal.writer();
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[writer.maxBodyLength() + 8]);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writer.append(ExcerptKind.BATCH, 1, 1, bytes, 0, 8, null, 0, 0));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writer.append(ExcerptKind.EPOCH, 0, 0, bytes, 0, 8, null, 0, 0));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writer.append(ExcerptKind.BATCH, 0, -1, bytes, 0, 8, null, 0, 0));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> writer.append(ExcerptKind.BATCH, 0, 1, bytes, 0, bytes.capacity(), null, 0, 0));
            writer.append(ExcerptKind.BATCH, 0, 1, bytes, 0, writer.maxBodyLength(), null, 0, 0);
            assertEquals(1, writer.appendedPosition());
            assertThrows(IllegalArgumentException.class, () -> journal.reader(2));
            assertThrows(IllegalArgumentException.class, () -> journal.reader(-1));
            assertTrue(journal.verify().isSound());
        }
    }

    @Test
    void shouldRefuseASecondWriter() {
        try (Journal journal = open(options())) {
            appendText(journal.writer(), "a", 1);
            final JournalLockedException locked = assertThrows(
                    JournalLockedException.class, () -> open(options()).close());
            assertEquals(ProcessHandle.current().pid(), locked.pid());
            assertTrue(locked.getMessage().contains(Long.toString(locked.pid())), locked.getMessage());
        }
        open(options()).close();
    }

    @Test
    void shouldFindTheLastCheckpoint() {
        try (Journal journal = open(options())) {
            assertEquals(Optional.empty(), journal.lastCheckpoint());
            final JournalWriter writer = journal.writer();
            appendText(writer, "a", 10);
            writer.markCheckpoint(new CheckpointMark(1, 5, 77));
            appendText(writer, "b", 10);
            writer.markCheckpoint(new CheckpointMark(2, 20, -78));
            appendText(writer, "c", 10);
            assertEquals(Optional.of(new CheckpointMark(2, 20, -78)), journal.lastCheckpoint());
        }
        try (Journal journal = openForReading()) {
            assertEquals(Optional.of(new CheckpointMark(2, 20, -78)), journal.lastCheckpoint());
        }
    }

    @Test
    void shouldRemoveOnlyWholeFilesBeforeAPosition() {
        final long seed = System.nanoTime();
        final Recorded recorded = new Recorded(seed);
        try (Journal journal = open(options())) {
            journal.writer().beginEpoch(text("layouts"), 0, 7);
            recorded.note(ExcerptKind.EPOCH, 0, "layouts", "");
            recorded.appendBig(journal.writer(), 60);
            assertEquals(0, journal.prune(0));
            final long middle = recorded.position() / 2;
            final long first = journal.prune(middle);
            assertTrue(first > 0 && first <= middle, recorded + " first " + first);
            assertEquals(first, journal.firstPosition());
            recorded.check(journal, middle);
            recorded.check(journal, first);
            assertThrows(IllegalArgumentException.class, () -> journal.reader(first - 1));
            recorded.appendBig(journal.writer(), 10);
            assertTrue(journal.verify().isSound(), () -> recorded + " " + journal.verify());
        }
        try (Journal journal = open(options())) {
            assertTrue(journal.firstPosition() > 0);
            recorded.check(journal, journal.firstPosition());
            final long end = recorded.position();
            appendText(journal.writer(), "after", 0);
            final long first = journal.prune(end);
            assertTrue(first <= end && first > 0);
            assertEquals("after", texts(journal, end).get(1));
            assertTrue(journal.verify().isSound(), () -> recorded + " " + journal.verify());
        }
        openForReading().close();
    }

    @Test
    void shouldSayWhatIsSynced() {
        try (Journal journal = open(options().withSync(SyncPolicy.everyBatch()))) {
            appendText(journal.writer(), "a", 3);
            assertEquals(3, journal.writer().syncedPosition());
        }
        try (Journal journal = open(options())) {
            appendText(journal.writer(), "b", 3);
            assertEquals(0, journal.writer().syncedPosition());
            journal.writer().sync();
            assertEquals(6, journal.writer().syncedPosition());
        }
        try (Journal journal = open(options().withSync(SyncPolicy.every(Duration.ofMillis(5))))) {
            assertEquals(6, journal.writer().syncedPosition());
        }
    }

    @Test
    void shouldAppendNothingWhileTheDiskIsFull() throws InterruptedException {
        try (Journal journal = open(options())) {
            final JournalWriter writer = journal.writer();
            appendText(writer, "a", 1);
            fillDisk(true);
            for (int i = 0; i < 1_000 && writer.hasSpace(); i++) {
                Thread.sleep(2);
            }
            assertFalse(writer.hasSpace());
            assertThrows(JournalFullException.class, () -> appendText(writer, "b", 1));
            assertEquals(1, writer.appendedPosition());
            fillDisk(false);
            for (int i = 0; i < 1_000 && !writer.hasSpace(); i++) {
                Thread.sleep(2);
            }
            appendText(writer, "c", 1);
            assertEquals(List.of("a", "c"), texts(journal, 0));
        }
    }

    @Test
    void shouldStopForGoodWhenASyncFails() {
        try (Journal journal = open(options())) {
            final JournalWriter writer = journal.writer();
            appendText(writer, "a", 1);
            failSync();
            assertThrows(JournalSyncException.class, writer::sync);
            assertThrows(JournalSyncException.class, writer::sync);
            assertThrows(JournalSyncException.class, () -> appendText(writer, "b", 1));
            assertEquals(1, writer.appendedPosition());
            assertEquals(0, writer.syncedPosition());
            assertEquals(List.of("a"), texts(journal, 0));
        }
    }

    @Test
    void shouldNotAppendAfterItWasClosed() {
        final Journal journal = open(options());
        final JournalWriter writer = journal.writer();
        journal.close();
        journal.close();
        assertThrows(JournalException.class, () -> appendText(writer, "a", 1));
        try (Journal reading = openForReading()) {
            assertThrows(IllegalStateException.class, reading::writer);
            assertThrows(IllegalStateException.class, () -> reading.prune(1));
            assertEquals(List.of(), texts(reading, 0));
        }
    }

    /** A text as bytes. */
    public static UnsafeBuffer text(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a text as the payload of so many slots. */
    public static void appendText(final JournalWriter writer, final String payload, final int count) {
        final UnsafeBuffer bytes = text(payload);
        writer.append(
                count == 0 ? REJECTS : ExcerptKind.BATCH,
                writer.appendedPosition(),
                count,
                bytes,
                0,
                bytes.capacity(),
                null,
                0,
                0);
    }

    /** The payload of an excerpt as a text. */
    public static String payload(final Excerpt excerpt) {
        return excerpt.payload().getStringWithoutLengthUtf8(excerpt.payloadOffset(), excerpt.payloadLength());
    }

    /** All payloads from a position on, as texts. */
    public static List<String> texts(final Journal journal, final long position) {
        final List<String> texts = new ArrayList<>();
        try (JournalReader reader = journal.reader(position)) {
            while (reader.next()) {
                texts.add(payload(reader.excerpt()));
            }
        }
        return texts;
    }

    /** What was appended, to be compared with what is read. */
    public static final class Recorded {
        private record Entry(int kind, int epoch, long position, int count, byte[] payload, byte[] trailer) {}

        private final long seed;
        private final SplittableRandom random;
        private final List<Entry> entries = new ArrayList<>();
        private long position;
        private int epoch;

        /** Starts with nothing. */
        public Recorded(final long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        /** Appends so many excerpts of all kinds and sizes. */
        public void appendSome(final JournalWriter writer, final int excerpts) {
            for (int i = 0; i < excerpts; i++) {
                final int choice = random.nextInt(100);
                if (choice == 0 || epoch == 0) {
                    appendEpoch(writer);
                } else {
                    final int count = choice < 10 ? 0 : 1 + random.nextInt(64);
                    append(writer, count, random.nextInt(choice == 99 ? 20_000 : 900), random.nextInt(40));
                }
            }
        }

        /** Appends so many excerpts of 100 KB. */
        public void appendBig(final JournalWriter writer, final int excerpts) {
            for (int i = 0; i < excerpts; i++) {
                append(writer, 100, 100_000, 0);
            }
        }

        private void appendEpoch(final JournalWriter writer) {
            final byte[] bytes = bytes(random.nextInt(300));
            writer.beginEpoch(new UnsafeBuffer(bytes), 0, bytes.length);
            epoch++;
            entries.add(new Entry(ExcerptKind.EPOCH, epoch, position, 0, bytes, new byte[0]));
        }

        private void append(final JournalWriter writer, final int count, final int length, final int trailerLength) {
            final byte[] payload = bytes(length);
            final byte[] trailer = bytes(trailerLength);
            final int kind = count == 0 ? REJECTS : ExcerptKind.BATCH;
            writer.append(
                    kind,
                    position,
                    count,
                    new UnsafeBuffer(payload),
                    0,
                    length,
                    new UnsafeBuffer(trailer),
                    0,
                    trailerLength);
            entries.add(new Entry(kind, epoch, position, count, payload, trailer));
            position += count;
        }

        /** Notes what was appended elsewhere. */
        public void note(final int kind, final int count, final String payload, final String trailer) {
            epoch += kind == ExcerptKind.EPOCH ? 1 : 0;
            entries.add(new Entry(
                    kind,
                    epoch,
                    position,
                    count,
                    payload.getBytes(StandardCharsets.UTF_8),
                    trailer.getBytes(StandardCharsets.UTF_8)));
            position += count;
        }

        private byte[] bytes(final int length) {
            final byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        /** The position after the last slot. */
        public long position() {
            return position;
        }

        /** The last epoch. */
        public int epoch() {
            return epoch;
        }

        /** Reads a journal from a position on, and compares. */
        public void check(final Journal journal, final long from) {
            try (JournalReader reader = journal.reader(from)) {
                int shownEpoch = 0;
                Entry epochEntry = null;
                for (final Entry entry : entries) {
                    final boolean isEpoch = entry.kind == ExcerptKind.EPOCH;
                    epochEntry = isEpoch ? entry : epochEntry;
                    final boolean isWanted =
                            entry.count == 0 ? entry.position >= from : entry.position + entry.count > from;
                    if (!isWanted) {
                        continue;
                    }
                    if (!isEpoch && epochEntry != null && shownEpoch != entry.epoch) {
                        compare(reader, epochEntry, from);
                    }
                    compare(reader, entry, from);
                    shownEpoch = entry.epoch;
                }
                assertFalse(reader.next(), this + ", read from " + from);
            }
        }

        private void compare(final JournalReader reader, final Entry entry, final long from) {
            final String where = this + ", read from " + from + ", at " + entry.position;
            assertTrue(reader.next(), where);
            final Excerpt excerpt = reader.excerpt();
            assertEquals(entry.kind, excerpt.kind(), where);
            assertEquals(entry.epoch, excerpt.epoch(), where);
            assertEquals(entry.count, excerpt.count(), where);
            if (entry.kind != ExcerptKind.EPOCH) {
                assertEquals(entry.position, excerpt.firstPosition(), where);
            }
            final byte[] payload = new byte[excerpt.payloadLength()];
            excerpt.payload().getBytes(excerpt.payloadOffset(), payload);
            assertArrayEquals(entry.payload, payload, where);
            final byte[] trailer = new byte[excerpt.trailerLength()];
            excerpt.trailer().getBytes(excerpt.trailerOffset(), trailer);
            assertArrayEquals(entry.trailer, trailer, where);
        }

        @Override
        public String toString() {
            return "seed " + seed + ", " + entries.size() + " excerpts to position " + position;
        }
    }
}
