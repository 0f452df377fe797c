package io.millrace.journal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import io.millrace.journal.JournalWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither appending nor reading makes garbage, and a batch takes little more than its slots. */
class JournalAllocationTest {
    private static final int BATCHES = 20_000;
    private static final int SLOTS = 64;
    private static final int SLOT_BYTES = 48;
    /** Bytes an event of 32 bytes may take on the disk, in batches of 64. */
    private static final int MAX_BYTES_PER_EVENT = 56;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path temporary;

    @Test
    void shouldNotAllocatePerExcerpt() {
        final Path path = temporary.resolve("journal");
        try (Journal journal =
                QueueJournal.openForWriting(path, JournalOptions.defaults().withReserveBytes(1 << 20))) {
            append(journal.writer());
            final long before = threads.getCurrentThreadAllocatedBytes();
            append(journal.writer());
            final long appending = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(appending < BATCHES, appending + " bytes for " + BATCHES + " appends");

            try (JournalReader reader = journal.reader(0)) {
                read(reader);
                final long beforeReading = threads.getCurrentThreadAllocatedBytes();
                read(reader);
                final long reading = threads.getCurrentThreadAllocatedBytes() - beforeReading;
                assertTrue(reading < BATCHES, reading + " bytes for " + BATCHES + " excerpts read");
            }
        }
    }

    @Test
    void shouldTakeLittleMoreThanItsSlots() throws IOException {
        final Path path = temporary.resolve("journal");
        try (Journal journal =
                QueueJournal.openForWriting(path, JournalOptions.defaults().withReserveBytes(1 << 20))) {
            append(journal.writer());
        }
        long bytes = 0;
        for (final RollFile file : Folders.rollFiles(path)) {
            bytes += Files.size(file.path());
        }
        final double each = bytes / (double) (BATCHES * SLOTS);
        assertTrue(each <= MAX_BYTES_PER_EVENT, each + " bytes per event");
    }

    private static void append(final JournalWriter writer) {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[SLOTS * SLOT_BYTES]);
        for (int i = 0; i < BATCHES; i++) {
            writer.append(
                    ExcerptKind.BATCH,
                    writer.appendedPosition(),
                    SLOTS,
                    payload,
                    0,
                    payload.capacity(),
                    payload,
                    0,
                    3 * Long.BYTES);
        }
    }

    private static void read(final JournalReader reader) {
        int slots = 0;
        for (int i = 0; i < BATCHES; i++) {
            assertTrue(reader.next());
            slots += reader.excerpt().count();
        }
        assertEquals(BATCHES * SLOTS, slots);
    }
}
