package io.millrace.journal.checkpoint;

import io.millrace.journal.JournalException;
import io.millrace.journal.folder.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Checkpoints in a folder, one file each, named by their ids. A file has its name only when all of it is on the disk.
 *
 * <p><b>Not thread-safe</b>: one thread at a time.
 */
public final class FolderCheckpointStore implements CheckpointStore {
    private static final String PREFIX = "checkpoint-";
    private static final String SUFFIX = ".mrc";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final int DIGITS = 19;

    private final Path folder;
    private final CheckpointSteps steps;

    private FolderCheckpointStore(final Path folder, final CheckpointSteps steps) {
        this.folder = folder;
        this.steps = steps;
    }

    /**
     * Opens a folder for writing, and makes it where there is none. What a process that died left half written is
     * deleted.
     *
     * @param folder the folder.
     * @return the store.
     * @throws JournalException if the path is a file, or may not be written to.
     */
    public static FolderCheckpointStore open(final Path folder) {
        return open(folder, CheckpointSteps.none());
    }

    /**
     * Opens a folder for writing, and tells each step.
     *
     * @param folder the folder.
     * @param steps is told.
     * @return the store.
     * @throws JournalException if the path is a file, or may not be written to.
     */
    public static FolderCheckpointStore open(final Path folder, final CheckpointSteps steps) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new JournalException(folder + " is a file; checkpoints need a folder. Give another path.");
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                PrivateFiles.onlyForOwner(folder);
            }
            for (final Path file : files(folder)) {
                if (file.getFileName().toString().endsWith(TEMPORARY_SUFFIX)) {
                    Files.delete(file);
                }
            }
        } catch (final IOException e) {
            throw new JournalException(
                    "The folder " + folder + " cannot be used for checkpoints: " + PrivateFiles.reason(e), e);
        }
        return new FolderCheckpointStore(folder, steps);
    }

    /**
     * Opens a folder for reading; nothing is changed. A folder that is not there holds no checkpoints.
     *
     * @param folder the folder.
     * @return a store whose checkpoints can be read.
     */
    public static FolderCheckpointStore openForReading(final Path folder) {
        return new FolderCheckpointStore(folder, CheckpointSteps.none());
    }

    @Override
    public CheckpointWriter write(final CheckpointHeader header) {
        if (header.fingerprints().length > CheckpointLayout.MAX_FINGERPRINTS_LENGTH - CheckpointLayout.CRC_LENGTH) {
            throw new IllegalArgumentException("Fingerprints of " + header.fingerprints().length + " bytes.");
        }
        final long last = ids().stream().findFirst().orElse(-1L);
        if (header.id() <= last) {
            throw new IllegalArgumentException("The " + header + " comes after checkpoint " + last + ".");
        }
        final Path file = file(header.id());
        return new FolderWriter(file, file.resolveSibling(file.getFileName() + TEMPORARY_SUFFIX), header, steps);
    }

    @Override
    public Optional<StoredCheckpoint> newest(final long maxPosition, final Consumer<String> onDamage) {
        for (final long id : ids()) {
            try {
                final FolderReader reader = new FolderReader(file(id));
                if (isUsable(reader, id, maxPosition, onDamage)) {
                    return Optional.of(reader);
                }
            } catch (final FolderReader.DamagedCheckpointException e) {
                onDamage.accept(e.getMessage() + "; it is passed over.");
            } catch (final NoSuchFileException e) {
                onDamage.accept(file(id) + " was removed meanwhile.");
            } catch (final IOException e) {
                throw new JournalException(file(id) + " cannot be read: " + PrivateFiles.reason(e), e);
            }
        }
        return Optional.empty();
    }

    private boolean isUsable(
            final FolderReader reader, final long id, final long maxPosition, final Consumer<String> onDamage)
            throws IOException {
        boolean isUsable = false;
        try {
            if (reader.header().position() <= maxPosition) {
                reader.check();
                isUsable = reader.header().id() == id;
                if (!isUsable) {
                    onDamage.accept(file(id) + " holds " + reader.header() + "; it is passed over.");
                }
            }
        } catch (final FolderReader.DamagedCheckpointException e) {
            onDamage.accept(e.getMessage() + "; it is passed over.");
        } finally {
            if (!isUsable) {
                reader.close();
            }
        }
        return isUsable;
    }

    @Override
    public List<CheckpointHeader> list() {
        final List<CheckpointHeader> headers = new ArrayList<>();
        for (final long id : ids()) {
            try (FolderReader reader = new FolderReader(file(id))) {
                headers.add(reader.header());
            } catch (final FolderReader.DamagedCheckpointException | NoSuchFileException e) {
                // Told of when it would be used.
                continue;
            } catch (final IOException e) {
                throw new JournalException(file(id) + " cannot be read: " + PrivateFiles.reason(e), e);
            }
        }
        return headers;
    }

    @Override
    public long prune(final int kept) {
        if (kept < MIN_KEPT) {
            throw new IllegalArgumentException("Keep " + kept + " checkpoints: at least " + MIN_KEPT + " must stay.");
        }
        // Only those with a readable header count, so that damaged ones never push out whole ones.
        final List<CheckpointHeader> headers = list();
        final List<CheckpointHeader> staying = headers.subList(0, Math.min(kept, headers.size()));
        if (staying.isEmpty()) {
            return -1;
        }
        final CheckpointHeader oldest = staying.get(staying.size() - 1);
        try {
            for (final long id : ids()) {
                if (id < oldest.id()) {
                    Files.deleteIfExists(file(id));
                }
            }
        } catch (final IOException e) {
            throw new JournalException(
                    "Old checkpoints in " + folder + " cannot be removed: " + PrivateFiles.reason(e), e);
        }
        return staying.stream().mapToLong(CheckpointHeader::position).min().orElse(-1);
    }

    @Override
    public int discardBehind(final long endPosition) {
        int removed = 0;
        try {
            for (final CheckpointHeader header : list()) {
                if (header.position() > endPosition) {
                    Files.deleteIfExists(file(header.id()));
                    removed++;
                }
            }
        } catch (final IOException e) {
            throw new JournalException("Checkpoints in " + folder + " cannot be removed: " + PrivateFiles.reason(e), e);
        }
        return removed;
    }

    private Path file(final long id) {
        return folder.resolve(String.format(Locale.ROOT, "%s%0" + DIGITS + "d%s", PREFIX, id, SUFFIX));
    }

    /** The ids of all files, the largest first. */
    private List<Long> ids() {
        final List<Long> ids = new ArrayList<>();
        for (final Path file : files(folder)) {
            final String name = file.getFileName().toString();
            if (name.length() == PREFIX.length() + DIGITS + SUFFIX.length()
                    && name.startsWith(PREFIX)
                    && name.endsWith(SUFFIX)) {
                final String digits = name.substring(PREFIX.length(), PREFIX.length() + DIGITS);
                if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    ids.add(Long.parseLong(digits));
                }
            }
        }
        ids.sort(Comparator.reverseOrder());
        return ids;
    }

    private static List<Path> files(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (final IOException e) {
            throw new JournalException("The folder " + folder + " cannot be read: " + PrivateFiles.reason(e), e);
        }
    }
}
