package io.millrace.journal.queue;

import io.millrace.journal.JournalException;
import io.millrace.journal.folder.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which files a journal's folder holds, and what they are called.
 *
 * <pre>
 *   journal.lock           held by the process that writes
 *   journal.properties     see {@link Descriptor}
 *   run-00000001/          one folder each time the journal was opened for writing
 *     00000000.cq4         roll files
 *     metadata.cq4t        Chronicle's, not used again after the run
 * </pre>
 */
final class JournalFolder {
    static final String ROLL_SUFFIX = ".cq4";
    private static final String RUN_PREFIX = "run-";

    private final Path path;

    JournalFolder(final Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path lockFile() {
        return path.resolve("journal.lock");
    }

    Path descriptorFile() {
        return path.resolve("journal.properties");
    }

    Path runFolder(final int run) {
        return path.resolve(String.format(Locale.ROOT, "%s%08d", RUN_PREFIX, run));
    }

    Path rollFile(final int run, final int cycle) {
        return runFolder(run).resolve(String.format(Locale.ROOT, "%08d%s", cycle, ROLL_SUFFIX));
    }

    /** Makes the folder if there is none, and checks that it can be written to. */
    void prepareForWriting() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new JournalException(path + " is a file; a journal needs a folder. Give another path.");
        }
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                PrivateFiles.onlyForOwner(path);
            }
        } catch (final IOException e) {
            final String reason = PrivateFiles.reason(e);
            final String cure = reason.endsWith("path.") ? "" : " Give another path.";
            throw new JournalException("The journal's folder " + path + " cannot be made: " + reason + cure, e);
        }
        if (!Files.isWritable(path) || !Files.isExecutable(path)) {
            throw new JournalException("The journal's folder " + path
                    + " is not writable for this user. Change its permissions, or give another path.");
        }
    }

    /** Checks that there is a journal that can be read. */
    void checkForReading() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new JournalException(path + " is a file; a journal is a folder.");
        }
        if (!Files.isDirectory(path)) {
            throw new JournalException("There is no journal at " + path + ": no such folder.");
        }
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw new JournalException("The journal's folder " + path + " is not readable for this user.");
        }
        if (!Files.exists(descriptorFile()) && rollFiles().isEmpty()) {
            throw new JournalException("There is no journal in " + path + ": the folder holds no roll files.");
        }
    }

    /** All roll files, in order. */
    List<RollFile> rollFiles() {
        final List<RollFile> files = new ArrayList<>();
        for (final int run : runs()) {
            for (final Path file : list(runFolder(run))) {
                final int cycle = number(file.getFileName().toString(), "", ROLL_SUFFIX);
                if (cycle >= 0) {
                    files.add(new RollFile(run, cycle, file));
                }
            }
        }
        Collections.sort(files);
        return files;
    }

    /** The numbers of all runs, in order. */
    List<Integer> runs() {
        final List<Integer> runs = new ArrayList<>();
        for (final Path file : list(path)) {
            final int run = number(file.getFileName().toString(), RUN_PREFIX, "");
            if (run >= 0) {
                runs.add(run);
            }
        }
        Collections.sort(runs);
        return runs;
    }

    private List<Path> list(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw new JournalException("The folder " + folder + " cannot be read: " + PrivateFiles.reason(e), e);
        }
    }

    private static int number(final String name, final String prefix, final String suffix) {
        if (name.length() != prefix.length() + 8 + suffix.length()
                || !name.startsWith(prefix)
                || !name.endsWith(suffix)) {
            return -1;
        }
        final String digits = name.substring(prefix.length(), prefix.length() + 8);
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(digits) : -1;
    }
}
