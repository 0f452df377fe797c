package io.millrace.journal.queue;

import io.millrace.journal.CheckpointMark;
import io.millrace.journal.Damage;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalException;
import io.millrace.journal.JournalLockedException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.Opening;
import io.millrace.journal.Verification;
import io.millrace.journal.folder.PrivateFiles;
import io.millrace.journal.format.ExcerptLayout;
import io.millrace.record.MissingJvmFlagError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A journal in a folder.
 *
 * <p><b>Thread-safe</b>; writer and readers are not, see there.
 */
public final class QueueJournal implements Journal {
    private final JournalFolder folder;
    private final FolderLock lock;
    private final RollFiles files;
    private final Opening opening;
    private final Run run;
    private final QueueWriter writer;
    private boolean closed;

    private QueueJournal(final JournalFolder folder, final Opener opener, final WritingSide side) {
        this.folder = folder;
        opening = opener.opening();
        files = side.files;
        lock = side.lock;
        run = side.run;
        writer = side.writer;
    }

    /** What only a journal that is written to has. */
    private record WritingSide(RollFiles files, FolderLock lock, Run run, QueueWriter writer) {}

    /**
     * Opens a journal for writing, and makes one where there is none. What a writer that died left behind its last
     * whole excerpt is cut off; {@link Journal#opening()} says so.
     *
     * @param path its folder; made if it is not there.
     * @param options how it is written.
     * @return the journal.
     * @throws JournalLockedException if another one writes to it.
     * @throws JournalDamagedException if it is damaged before its end, and the options do not say to cut there.
     * @throws JournalException if the path is a file, or may not be written to.
     * @throws MissingJvmFlagError if this JVM was started without the flags that the journal needs.
     */
    public static QueueJournal openForWriting(final Path path, final JournalOptions options) {
        final JournalFolder folder = new JournalFolder(path);
        folder.prepareForWriting();
        return openForWriting(folder, options, Faults.none(path));
    }

    static QueueJournal openForWriting(final Path path, final JournalOptions options, final Faults faults) {
        final JournalFolder folder = new JournalFolder(path);
        folder.prepareForWriting();
        return openForWriting(folder, options, faults);
    }

    private static QueueJournal openForWriting(
            final JournalFolder folder, final JournalOptions options, final Faults faults) {
        ChronicleSettings.apply();
        final FolderLock lock = FolderLock.take(folder);
        Run run = null;
        try {
            final Opener opener = new Opener(folder);
            opener.repair(options.cutAtDamage());
            final List<Integer> runs = folder.runs();
            final int last = runs.isEmpty() ? 0 : runs.get(runs.size() - 1);
            run = new Run(folder, Math.max(last, opener.descriptor().run()) + 1, options.rollBytes());
            final RollFiles files = new RollFiles(folder, opener.descriptor().opened(run.number()));
            files.writtenHere();
            final QueueWriter writer = new QueueWriter(run, options, faults, files, opener);
            files.descriptor().write(folder);
            return new QueueJournal(folder, opener, new WritingSide(files, lock, run, writer));
        } catch (final RuntimeException | Error e) {
            if (run != null) {
                run.close();
            }
            lock.close();
            throw e;
        }
    }

    /**
     * Opens a journal for reading. Nothing is changed; it may be written to by another process meanwhile.
     *
     * @param path its folder.
     * @return the journal.
     * @throws JournalException if there is none, or it may not be read.
     */
    public static QueueJournal openForReading(final Path path) {
        final JournalFolder folder = new JournalFolder(path);
        folder.checkForReading();
        final boolean isWritten = FolderLock.isTaken(folder);
        final Opener opener = new Opener(folder);
        final RollFiles files = new RollFiles(folder, opener.descriptor());
        final Damage damage = isWritten ? null : opener.damage();
        if (damage != null) {
            opener.addMessage("The journal is damaged: " + damage + '.');
        } else if (!isWritten) {
            files.endAt(opener.tail().endOrdinal());
        }
        return new QueueJournal(folder, opener, new WritingSide(files, null, null, null));
    }

    @Override
    public JournalWriter writer() {
        checkWriting();
        return writer;
    }

    private void checkWriting() {
        if (writer == null) {
            throw new IllegalStateException("The journal in " + folder.path() + " is open for reading only.");
        }
    }

    @Override
    public JournalReader reader(final long position) {
        if (position < files.firstPosition()) {
            throw new IllegalArgumentException("Position " + position + " is not held: the journal in " + folder.path()
                    + " starts at position " + files.firstPosition() + ".");
        }
        final QueueReader reader = new QueueReader(files, position);
        if (!reader.hasQueued() && reader.readPosition() < position) {
            reader.close();
            throw new IllegalArgumentException("Position " + position + " is not held: the journal in " + folder.path()
                    + " ends at position " + reader.readPosition() + ".");
        }
        return reader;
    }

    @Override
    public long firstPosition() {
        return files.firstPosition();
    }

    @Override
    public Opening opening() {
        return opening;
    }

    @Override
    public Optional<CheckpointMark> lastCheckpoint() {
        final List<RollFile> all = files.files();
        for (int i = all.size() - 1; i >= 0; i--) {
            final CheckpointMark mark = lastCheckpoint(all.get(i));
            if (mark != null) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }

    private static CheckpointMark lastCheckpoint(final RollFile file) {
        final Excerpt excerpt = new Excerpt();
        CheckpointMark mark = null;
        try (RollView view = new RollView(file)) {
            int status = view.seek(RollView.ANY);
            while (status == RollView.FOUND) {
                excerpt.wrap(view.buffer(), view.excerptOffset());
                if (excerpt.kind() == ExcerptKind.CHECKPOINT) {
                    mark = CheckpointMark.of(excerpt);
                }
                final long next = excerpt.ordinal() + 1;
                view.advance();
                status = view.seek(next);
            }
            if (status == RollView.BAD) {
                throw new JournalDamagedException(new Damage(
                        file.path().toString(),
                        view.offset(),
                        -1,
                        "the excerpt there " + ExcerptLayout.describe(view.lastStatus())));
            }
        }
        return mark;
    }

    @Override
    public Verification verify() {
        final boolean isWritten = writer != null || FolderLock.isTaken(folder);
        return new FullScan(files.files(), files.descriptor(), isWritten).run();
    }

    @Override
    public synchronized long prune(final long position) {
        checkWriting();
        final List<RollFile> all = files.files();
        int keep = 0;
        for (int i = 1; i < all.size(); i++) {
            final long start = files.firstPosition(all.get(i));
            if (start >= 0 && start <= position) {
                keep = i;
            }
        }
        if (keep == 0) {
            return files.firstPosition();
        }
        try (RollView view = new RollView(all.get(keep))) {
            view.seek(RollView.ANY);
            files.describe(files.descriptor()
                    .startingAt(
                            ExcerptLayout.ordinal(view.buffer(), view.excerptOffset()),
                            ExcerptLayout.firstPosition(view.buffer(), view.excerptOffset())));
        }
        files.descriptor().write(folder);
        try {
            for (int i = 0; i < keep; i++) {
                Files.deleteIfExists(all.get(i).path());
                if (all.get(i).run() < all.get(keep).run()
                        && all.get(i).run() != all.get(i + 1).run()) {
                    deleteFolder(folder.runFolder(all.get(i).run()));
                }
            }
        } catch (final IOException e) {
            throw new JournalException(
                    "Old files in " + folder.path() + " cannot be removed: " + PrivateFiles.reason(e), e);
        }
        files.changed();
        return files.firstPosition();
    }

    private static void deleteFolder(final Path path) throws IOException {
        final List<Path> left;
        try (Stream<Path> list = Files.list(path)) {
            left = list.toList();
        }
        for (final Path file : left) {
            Files.delete(file);
        }
        Files.delete(path);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (writer == null) {
            return;
        }
        try {
            writer.close();
        } finally {
            try {
                describeEnd();
            } finally {
                lock.close();
            }
        }
    }

    /** Cuts the unused ends of files, and says where the journal ends. A run without excerpts leaves no files. */
    private void describeEnd() {
        final boolean isEmpty = writer.endOrdinal() == opening.endOrdinal();
        final Descriptor before = files.descriptor();
        try {
            if (!isEmpty) {
                final int cycle = FilePoint.cycle(writer.endPoint());
                PageToucher.cutUnused(run.file(cycle), FilePoint.offset(writer.endPoint()));
                Files.deleteIfExists(run.file(cycle + 1).path());
                for (final RollFile file : folder.rollFiles()) {
                    if (file.run() == run.number()) {
                        PrivateFiles.onlyForOwner(file.path());
                    }
                }
            }
            final int lastRun = isEmpty ? run.number() - 1 : run.number();
            before.closed(lastRun, writer.endOrdinal(), writer.appendedPosition())
                    .write(folder);
            if (isEmpty) {
                deleteFolder(folder.runFolder(run.number()));
            }
        } catch (final IOException e) {
            throw new JournalException(
                    "The journal in " + folder.path() + " cannot be closed as it should: " + PrivateFiles.reason(e)
                            + " Nothing is lost.",
                    e);
        }
    }
}
