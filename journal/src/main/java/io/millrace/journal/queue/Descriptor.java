package io.millrace.journal.queue;

import io.millrace.journal.JournalException;
import io.millrace.journal.folder.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What the files cannot say of themselves: how many there should be. A small text, written anew and renamed when a run
 * begins or ends and when old files are removed.
 *
 * @param run the last run that may hold excerpts, 0 before the first.
 * @param firstOrdinal the first excerpt that was kept.
 * @param firstPosition the position of its first slot.
 * @param closedOrdinal how many excerpts there were when the writer closed the journal, or -1 while one writes.
 * @param closedPosition the position after the last slot then, or -1.
 */
record Descriptor(int run, long firstOrdinal, long firstPosition, long closedOrdinal, long closedPosition) {
    private static final int FORMAT = 1;

    static Descriptor ofNewJournal() {
        return new Descriptor(0, 0, 0, 0, 0);
    }

    Descriptor opened(final int theRun) {
        return new Descriptor(theRun, firstOrdinal, firstPosition, -1, -1);
    }

    Descriptor closed(final int theRun, final long ordinal, final long position) {
        return new Descriptor(theRun, firstOrdinal, firstPosition, ordinal, position);
    }

    Descriptor startingAt(final long ordinal, final long position) {
        return new Descriptor(run, ordinal, position, closedOrdinal, closedPosition);
    }

    /** Reads the descriptor; empty if it is missing or damaged. */
    static Optional<Descriptor> read(final JournalFolder folder) {
        final Map<String, Long> values = new HashMap<>();
        try {
            final String text = Files.readString(folder.descriptorFile(), StandardCharsets.ISO_8859_1);
            final int end = text.lastIndexOf("crc32c=");
            if (end < 0 || !text.substring(end).strip().equals(checkLine(text.substring(0, end)))) {
                return Optional.empty();
            }
            for (final String line : text.substring(0, end).split("\n")) {
                final int equals = line.indexOf('=');
                values.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
            }
        } catch (final IOException | RuntimeException e) {
            return Optional.empty();
        }
        if (values.getOrDefault("format", 0L) != FORMAT) {
            throw new JournalException(folder.descriptorFile() + " was written by another version of Millrace: format "
                    + values.get("format") + ", this one knows " + FORMAT + ".");
        }
        return Optional.of(new Descriptor(
                values.get("run").intValue(),
                values.get("firstOrdinal"),
                values.get("firstPosition"),
                values.get("closedOrdinal"),
                values.get("closedPosition")));
    }

    /** Writes the descriptor so that there is always a whole one. */
    void write(final JournalFolder folder) {
        final Path file = folder.descriptorFile();
        final Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                final ByteBuffer bytes = ByteBuffer.wrap(text().getBytes(StandardCharsets.ISO_8859_1));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            PrivateFiles.onlyForOwner(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.syncFolder(folder.path());
        } catch (final IOException e) {
            throw new JournalException(file + " cannot be written: " + PrivateFiles.reason(e), e);
        }
    }

    private String text() {
        final String lines = "format=" + FORMAT + "\nrun=" + run + "\nfirstOrdinal=" + firstOrdinal
                + "\nfirstPosition=" + firstPosition + "\nclosedOrdinal=" + closedOrdinal + "\nclosedPosition="
                + closedPosition + '\n';
        return lines + checkLine(lines) + '\n';
    }

    private static String checkLine(final String text) {
        final CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return "crc32c=" + Long.toHexString(crc.getValue());
    }
}
