package io.millrace.journal.queue;

import io.millrace.journal.JournalException;
import io.millrace.journal.folder.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Chronicle Queue as it is used here: one queue per run, one appender, files that end when {@link #roll()} says so.
 *
 * <p>{@link #begin}, {@link #commit} and {@link #roll} belong to the appending thread; {@link #prepare} to the thread
 * in the background.
 */
final class Run implements AutoCloseable {
    /** Bytes at the end of a file that are kept free for Chronicle's own pages. */
    static final int SLACK_BYTES = 16 << 10;
    /** A file is mapped in one piece, and a quarter more; an excerpt must fit into that quarter. */
    static final int EXCERPTS_PER_FILE = 5;

    private final JournalFolder folder;
    private final int number;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private volatile int cycle;
    private DocumentContext context;
    private Bytes<?> bytes;
    private long startOffset;

    Run(final JournalFolder folder, final int number, final int rollBytes) {
        this.folder = folder;
        this.number = number;
        final Path path = folder.runFolder(number);
        try {
            Files.createDirectory(path);
            PrivateFiles.onlyForOwner(path);
        } catch (final IOException e) {
            throw new JournalException("The folder " + path + " cannot be made: " + PrivateFiles.reason(e), e);
        }
        ChronicleSettings.apply();
        queue = SingleChronicleQueueBuilder.binary(path)
                .epoch(RollBySize.EPOCH_MS)
                .rollCycle(new RollBySize())
                .timeProvider(() -> cycle)
                .blockSize(rollBytes)
                .checkInterrupts(false)
                .build();
        try {
            PrivateFiles.onlyForOwner(path.resolve("metadata.cq4t"));
        } catch (final IOException e) {
            queue.close();
            throw new JournalException("The folder " + path + " cannot be used: " + PrivateFiles.reason(e), e);
        }
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
    }

    /**
     * Begins an excerpt in the current file.
     *
     * @param length its bytes.
     * @return where to write them, from offset 0 on.
     */
    UnsafeBuffer begin(final int length) {
        context = appender.writingDocument();
        bytes = context.wire().bytes();
        startOffset = bytes.writePosition();
        target.wrap(bytes.addressForWrite(startOffset), length);
        return target;
    }

    /** Ends the excerpt; gives the offset in the file behind it. */
    int commit() {
        final long end = startOffset + target.capacity();
        bytes.writePosition(end);
        context.close();
        return (int) end;
    }

    /** The next excerpt goes into the next file. */
    void roll() {
        cycle++;
    }

    /** The file that excerpts go into. */
    int cycle() {
        return cycle;
    }

    int number() {
        return number;
    }

    RollFile file(final int theCycle) {
        return new RollFile(number, theCycle, folder.rollFile(number, theCycle));
    }

    /** Makes a file ready before it is needed, and maps it. */
    PreparedFile prepare(final int theCycle) throws IOException {
        final SingleChronicleQueueStore store = queue.storeForCycle(theCycle, 0, true, null);
        final RollFile file = file(theCycle);
        PrivateFiles.onlyForOwner(file.path());
        final MappedBytes mapping = store.bytes();
        return new PreparedFile(file, store, mapping, mapping.addressForRead(0));
    }

    @Override
    public void close() {
        queue.close();
    }

    /**
     * A file that is mapped where the appender will write to it.
     *
     * @param file which.
     * @param store Chronicle's store.
     * @param mapping keeps the mapping alive.
     * @param address where the file's first byte lies.
     */
    record PreparedFile(RollFile file, SingleChronicleQueueStore store, MappedBytes mapping, long address)
            implements AutoCloseable {
        @Override
        public void close() {
            mapping.releaseLast();
            store.close();
        }
    }
}
