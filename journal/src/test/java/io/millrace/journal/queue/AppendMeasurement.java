package io.millrace.journal.queue;

import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import io.millrace.journal.JournalWriter;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends batches of slots, alternately through the journal and through a bare Chronicle queue, and reads them back.
 * Not a test: run its main with the flags of {@code millrace.jvm.flags} and a folder.
 */
final class AppendMeasurement {
    private static final int SLOT_BYTES = 48;
    private static final int ROUNDS = 5;

    private AppendMeasurement() {}

    /**
     * Measures.
     *
     * @param arguments the folder, the slots of a batch, the millions of slots of a round.
     */
    public static void main(final String[] arguments) {
        final Path folder = Path.of(arguments[0]);
        final int batch = Integer.parseInt(arguments[1]);
        final long slots = Long.parseLong(arguments[2]) * 1_000_000;
        final long batches = slots / batch;
        final UnsafeBuffer payload = new UnsafeBuffer(UnsafeApi.allocateMemory(batch * SLOT_BYTES), batch * SLOT_BYTES);
        for (int i = 0; i < payload.capacity(); i++) {
            payload.putByte(i, (byte) (i * 31));
        }
        for (int round = 0; round < ROUNDS; round++) {
            Folders.delete(folder);
            final double journal = appendToJournal(folder, payload, batch, batches);
            final double read = readJournal(folder, slots);
            Folders.delete(folder);
            final double bare = appendToQueue(folder, payload, batches);
            System.out.printf(
                    "batches of %d: journal %.1f M slots/s, %.0f ns a batch; bare %.1f M/s, %.0f ns; read %.1f M/s%n",
                    batch, 1e3 * batch / journal, journal, 1e3 * batch / bare, bare, 1e3 * batch / read);
        }
        Folders.delete(folder);
    }

    private static double appendToJournal(
            final Path folder, final UnsafeBuffer payload, final int batch, final long batches) {
        try (Journal journal = QueueJournal.openForWriting(folder, JournalOptions.defaults())) {
            final JournalWriter writer = journal.writer();
            final long startNs = System.nanoTime();
            for (long i = 0; i < batches; i++) {
                writer.append(ExcerptKind.BATCH, i * batch, batch, payload, 0, payload.capacity(), null, 0, 0);
            }
            return (System.nanoTime() - startNs) / (double) batches;
        }
    }

    private static double readJournal(final Path folder, final long slots) {
        try (Journal journal = QueueJournal.openForReading(folder);
                JournalReader reader = journal.reader(0)) {
            final long startNs = System.nanoTime();
            long count = 0;
            long excerpts = 0;
            long sum = 0;
            final Excerpt excerpt = reader.excerpt();
            while (reader.next()) {
                count += excerpt.count();
                excerpts++;
                for (int i = 0; i < excerpt.payloadLength(); i += SLOT_BYTES) {
                    sum += excerpt.payload().getLong(excerpt.payloadOffset() + i);
                }
            }
            if (count < slots - 64 * 1024 || sum == 0) {
                throw new IllegalStateException("read " + count);
            }
            return (System.nanoTime() - startNs) / (double) excerpts;
        }
    }

    private static double appendToQueue(final Path folder, final UnsafeBuffer payload, final long batches) {
        final long[] cycle = new long[1];
        try (SingleChronicleQueue queue = SingleChronicleQueueBuilder.binary(folder)
                        .epoch(RollBySize.EPOCH_MS)
                        .rollCycle(new RollBySize())
                        .timeProvider(() -> cycle[0])
                        .blockSize(JournalOptions.DEFAULT_ROLL_BYTES)
                        .build();
                ExcerptAppender appender = queue.createAppender()) {
            final UnsafeBuffer target = new UnsafeBuffer(0, 0);
            final long startNs = System.nanoTime();
            for (long i = 0; i < batches; i++) {
                try (DocumentContext context = appender.writingDocument()) {
                    final Bytes<?> bytes = context.wire().bytes();
                    final long at = bytes.writePosition();
                    target.wrap(bytes.addressForWrite(at), payload.capacity());
                    target.putBytes(0, payload, 0, payload.capacity());
                    bytes.writePosition(at + payload.capacity());
                    if (at > JournalOptions.DEFAULT_ROLL_BYTES - 1_000_000) {
                        cycle[0]++;
                    }
                }
            }
            return (System.nanoTime() - startNs) / (double) batches;
        }
    }
}
