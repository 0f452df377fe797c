package io.millrace.journal.queue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What tests do to the files of a journal behind its back. */
final class Folders {
    private Folders() {}

    /** Copies a folder: what a process leaves that dies now. */
    static Path copy(final Path from, final Path to) {
        delete(to);
        forEach(from, Comparator.naturalOrder(), path -> {
            final Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
            }
        });
        return to;
    }

    static void delete(final Path folder) {
        if (Files.exists(folder)) {
            forEach(folder, Comparator.reverseOrder(), Files::delete);
        }
    }

    static List<RollFile> rollFiles(final Path folder) {
        return new JournalFolder(folder).rollFiles();
    }

    static void flip(final Path file, final long offset, final int bit) {
        change(file, bytes -> {
            bytes.seek(offset);
            final int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 1 << bit);
        });
    }

    /** Cuts a file, and keeps its length with zeros, as a disk may do. */
    static void zeroFrom(final Path file, final long offset) {
        change(file, bytes -> {
            final long length = bytes.length();
            bytes.setLength(offset);
            bytes.setLength(length);
        });
    }

    static void truncate(final Path file, final long length) {
        change(file, bytes -> bytes.setLength(length));
    }

    private static void change(final Path file, final Change<RandomAccessFile> change) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            change.apply(bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forEach(final Path folder, final Comparator<Path> order, final Change<Path> change) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (final Path path : walk.sorted(order).toList()) {
                change.apply(path);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something that may fail. */
    @FunctionalInterface
    private interface Change<T> {
        void apply(T subject) throws IOException;
    }
}
