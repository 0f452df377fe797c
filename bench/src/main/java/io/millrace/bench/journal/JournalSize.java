package io.millrace.bench.journal;

import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalReader;
import io.millrace.journal.format.ExcerptLayout;
import io.millrace.journal.queue.QueueJournal;
import java.nio.file.Path;

/**
 * How large a journal is.
 *
 * @param batches number of batches.
 * @param bytes what all excerpts take, the prefix of each included.
 */
public record JournalSize(long batches, long bytes) {
    private static final int PREFIX_BYTES = 4;
    private static final int TRAILER_BYTES = 24;

    /**
     * What batches of one size take, by the format.
     *
     * @param events events in a batch.
     * @return bytes per event of W1.
     */
    public static double bytesPerEvent(final int events) {
        final int slots = events * SlotLayout.slotBytes(BenchTradeFlyweight.TYPE.sizeBytes());
        return (double) (PREFIX_BYTES + ExcerptLayout.length(slots, TRAILER_BYTES)) / events;
    }

    /**
     * Reads a journal.
     *
     * @param folder its folder.
     * @return its size.
     */
    public static JournalSize of(final Path folder) {
        long batches = 0;
        long bytes = 0;
        try (Journal journal = QueueJournal.openForReading(folder);
                JournalReader reader = journal.reader(journal.firstPosition())) {
            while (reader.next()) {
                final Excerpt excerpt = reader.excerpt();
                batches += excerpt.kind() == ExcerptKind.BATCH ? 1 : 0;
                bytes += PREFIX_BYTES + ExcerptLayout.length(excerpt.payloadLength(), excerpt.trailerLength());
            }
        }
        return new JournalSize(batches, bytes);
    }
}
