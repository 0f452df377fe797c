package io.millrace.journal.queue;

import io.millrace.journal.Damage;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalException;
import io.millrace.journal.Opening;
import io.millrace.journal.folder.PrivateFiles;
import io.millrace.journal.format.ExcerptLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Looks at a folder before it is read or written: are all files there, where does it end, what must be cut. */
final class Opener {
    private static final String CUT_SUFFIX = ".cut";

    private final JournalFolder folder;
    private final List<String> messages = new ArrayList<>();
    private List<RollFile> files;
    private Descriptor descriptor;
    private TailScan tail;
    private boolean isDescribed = true;

    Opener(final JournalFolder folder) {
        this.folder = folder;
        look();
    }

    private void look() {
        files = folder.rollFiles();
        descriptor = Descriptor.read(folder).orElseGet(this::descriptorFromFiles);
        tail = TailScan.of(files, descriptor.firstOrdinal(), descriptor.firstPosition());
    }

    private Descriptor descriptorFromFiles() {
        if (files.isEmpty()) {
            return Descriptor.ofNewJournal();
        }
        if (isDescribed) {
            isDescribed = false;
            messages.add(folder.descriptorFile() + " is missing or damaged, and is made again from the roll files;"
                    + " whether files at the start or the end are missing cannot be told.");
        }
        final int run = files.get(files.size() - 1).run();
        for (final RollFile file : files) {
            try (RollView view = new RollView(file)) {
                if (view.seek(RollView.ANY) == RollView.FOUND) {
                    final int at = view.excerptOffset();
                    return new Descriptor(
                            run,
                            ExcerptLayout.ordinal(view.buffer(), at),
                            ExcerptLayout.firstPosition(view.buffer(), at),
                            -1,
                            -1);
                }
            }
        }
        return new Descriptor(run, 0, 0, -1, -1);
    }

    /** What is wrong with the journal before its tail, or null. */
    Damage damage() {
        final Damage missing = missingFile();
        return missing != null ? missing : tail.damage();
    }

    private Damage missingFile() {
        for (int i = 0; i < files.size(); i++) {
            final RollFile file = files.get(i);
            final RollFile before = i == 0 ? null : files.get(i - 1);
            if (before != null && before.run() == file.run() && !file.follows(before)) {
                return missing(folder.rollFile(file.run(), before.cycle() + 1));
            }
            if (before != null && before.run() != file.run() && file.cycle() != 0) {
                return missing(folder.rollFile(file.run(), 0));
            }
            if (before != null && file.run() > before.run() + 1) {
                return missing(folder.runFolder(before.run() + 1));
            }
        }
        final int lastRun = files.isEmpty() ? 0 : files.get(files.size() - 1).run();
        if (descriptor.run() > lastRun) {
            return missing(folder.runFolder(lastRun + 1));
        }
        return missingFirst();
    }

    private Damage missingFirst() {
        for (final RollFile file : files) {
            try (RollView view = new RollView(file)) {
                if (view.seek(RollView.ANY) == RollView.FOUND) {
                    final long first = ExcerptLayout.ordinal(view.buffer(), view.excerptOffset());
                    return first <= descriptor.firstOrdinal()
                            ? null
                            : new Damage(
                                    file.path().toString(),
                                    0,
                                    descriptor.firstPosition(),
                                    "it starts with excerpt " + first + ", and the journal starts with "
                                            + descriptor.firstOrdinal() + ": files before it are missing");
                }
            }
        }
        return null;
    }

    private static Damage missing(final Path path) {
        return new Damage(path.toString(), 0, -1, "it is missing, and others follow or should");
    }

    /** Makes the folder fit for a new run: refuses damage or cuts at it, and cuts what a dead writer left. */
    void repair(final boolean cutAtDamage) {
        final Damage damage = damage();
        if (damage != null && !cutAtDamage) {
            throw new JournalDamagedException(damage);
        }
        try {
            if (damage != null) {
                cutAt(damage);
            }
            cutTail();
        } catch (final IOException e) {
            throw new JournalException(folder.path() + " cannot be repaired: " + PrivateFiles.reason(e), e);
        }
    }

    private void cutAt(final Damage first) throws IOException {
        final FullScan scan = new FullScan(files, descriptor, false);
        final long end = scan.run().endPosition();
        messages.add("The journal is cut at position " + end + ", because it is damaged: " + first
                + ". What was behind is kept in files with the suffix " + CUT_SUFFIX + '.');
        final int damaged = files.indexOf(scan.damagedFile());
        final int from = damaged < 0 ? files.size() : damaged;
        for (int i = from; i < files.size(); i++) {
            final Path path = files.get(i).path();
            if (i == from && scan.damagedOffset() > 0) {
                Files.copy(path, aside(path));
                cut(path, scan.damagedOffset());
            } else {
                Files.move(path, aside(path));
            }
        }
        final int keptFiles = from < files.size() && scan.damagedOffset() > 0 ? from + 1 : from;
        final int keptRun = keptFiles == 0 ? 0 : files.get(keptFiles - 1).run();
        for (final int run : folder.runs()) {
            if (run > keptRun) {
                Files.move(folder.runFolder(run), aside(folder.runFolder(run)));
            }
        }
        descriptor = new Descriptor(keptRun, descriptor.firstOrdinal(), descriptor.firstPosition(), -1, -1);
        descriptor.write(folder);
        look();
        if (tail.last() != null) {
            // The mark that another file follows, too.
            cut(tail.last().path(), tail.endOffset());
            look();
        }
    }

    /** A name that is not taken yet. */
    private static Path aside(final Path path) {
        int number = 1;
        Path aside = path.resolveSibling(path.getFileName() + CUT_SUFFIX);
        while (Files.exists(aside)) {
            number++;
            aside = path.resolveSibling(path.getFileName() + CUT_SUFFIX + number);
        }
        return aside;
    }

    private void cutTail() throws IOException {
        final int last = files.indexOf(tail.last());
        for (int i = last + 1; i < files.size(); i++) {
            cut(files.get(i).path(), 0);
        }
        if (tail.last() != null && tail.droppedBytes() > 0) {
            cut(tail.last().path(), tail.endOffset());
        }
        if (tail.last() != null) {
            PageToucher.cutUnused(tail.last(), tail.endOffset());
        }
    }

    /** Nothing but zeros from an offset on. */
    private static void cut(final Path file, final int offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(offset);
            channel.force(true);
        }
    }

    /** What was found, in numbers and words. */
    Opening opening() {
        final long lost = Math.max(0, descriptor.closedPosition() - tail.endPosition());
        final long lostExcerpts = Math.max(0, descriptor.closedOrdinal() - tail.endOrdinal());
        if (tail.droppedBytes() > 0) {
            messages.add("The journal ends at position " + tail.endPosition() + "; " + tail.droppedBytes()
                    + " bytes behind it are no whole excerpt and are dropped: " + tail.droppedFrom() + '.');
        }
        if (lostExcerpts > 0) {
            messages.add("The journal ends at position " + tail.endPosition() + ", and was closed at position "
                    + descriptor.closedPosition() + ": " + lost + " positions in " + lostExcerpts
                    + " excerpts are gone from "
                    + (tail.last() == null ? folder.path() : tail.last().path()) + '.');
        }
        return new Opening(
                descriptor.firstPosition(),
                tail.endPosition(),
                tail.endOrdinal(),
                tail.epoch(),
                descriptor.closedOrdinal() >= 0 && lostExcerpts == 0 && tail.droppedBytes() == 0,
                tail.droppedBytes(),
                lost,
                messages);
    }

    void addMessage(final String message) {
        messages.add(message);
    }

    Descriptor descriptor() {
        return descriptor;
    }

    TailScan tail() {
        return tail;
    }

    /** The files of the run that was written last: they may not have reached the disk. */
    List<RollFile> lastRunFiles() {
        final int last = files.isEmpty() ? 0 : files.get(files.size() - 1).run();
        return files.stream().filter(file -> file.run() == last).toList();
    }
}
