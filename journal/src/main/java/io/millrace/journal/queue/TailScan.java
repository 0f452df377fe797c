package io.millrace.journal.queue;

import io.millrace.journal.Damage;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.format.ExcerptLayout;
import java.util.List;

/**
 * Finds where a journal ends: the newest file that holds a whole excerpt is read from its start, checksums included.
 * Older files are not read, only their first excerpts.
 */
final class TailScan {
    private final List<RollFile> files;

    private RollFile last;
    private int endOffset;
    private long endOrdinal;
    private long endPosition;
    private int epoch;
    private byte[] epochDescription = {};
    private long droppedBytes;
    private String droppedFrom = "";
    private Damage damage;

    private TailScan(final List<RollFile> files) {
        this.files = files;
    }

    /**
     * Finds the end.
     *
     * @param files all files, in order.
     * @param firstOrdinal what comes first where no file holds an excerpt.
     * @param firstPosition what comes first where no file holds an excerpt.
     */
    static TailScan of(final List<RollFile> files, final long firstOrdinal, final long firstPosition) {
        final TailScan scan = new TailScan(files);
        scan.endOrdinal = firstOrdinal;
        scan.endPosition = firstPosition;
        scan.run();
        return scan;
    }

    private void run() {
        int index = files.size() - 1;
        while (index >= 0 && !readLastFile(files.get(index))) {
            index--;
        }
    }

    /** Reads a file if it holds an excerpt; else notes what else it holds. */
    private boolean readLastFile(final RollFile file) {
        try (RollView view = new RollView(file)) {
            if (view.seek(RollView.ANY) != RollView.FOUND) {
                noteWrecks(view);
                return false;
            }
            last = file;
            endOrdinal = ExcerptLayout.ordinal(view.buffer(), view.excerptOffset());
            endPosition = ExcerptLayout.firstPosition(view.buffer(), view.excerptOffset());
            int status = RollView.FOUND;
            while (status == RollView.FOUND && isNext(view)) {
                take(view);
                status = view.seek(endOrdinal);
            }
            endOffset = view.offset();
            judgeRest(view, status);
            return true;
        }
    }

    private boolean isNext(final RollView view) {
        return ExcerptLayout.ordinal(view.buffer(), view.excerptOffset()) == endOrdinal
                && ExcerptLayout.firstPosition(view.buffer(), view.excerptOffset()) == endPosition;
    }

    private void take(final RollView view) {
        final int at = view.excerptOffset();
        endOrdinal++;
        endPosition += ExcerptLayout.count(view.buffer(), at);
        epoch = ExcerptLayout.epoch(view.buffer(), at);
        if (ExcerptLayout.kind(view.buffer(), at) == ExcerptKind.EPOCH) {
            epochDescription = new byte[ExcerptLayout.payloadLength(view.buffer(), at)];
            view.buffer().getBytes(at + ExcerptLayout.HEADER_LENGTH, epochDescription);
        }
        view.advance();
    }

    /** A file without a readable start: damaged if a whole excerpt follows anywhere in it. */
    private void noteWrecks(final RollView view) {
        view.rewind();
        final int pages = view.endOfPages(0);
        if (view.searchBehind(endOrdinal)) {
            damage = new Damage(
                    view.file().path().toString(), pages, -1, "its start cannot be read, and whole excerpts follow");
        } else if (view.writtenBytesFrom(pages) > 0) {
            droppedBytes += view.writtenBytesFrom(pages);
            droppedFrom = view.file().path() + " at byte " + pages;
        }
    }

    private void judgeRest(final RollView view, final int status) {
        if (status == RollView.FOUND || view.searchBehind(endOrdinal)) {
            damage = new Damage(
                    view.file().path().toString(),
                    endOffset,
                    endPosition,
                    "the excerpt there " + ExcerptLayout.describe(view.lastStatus()) + ", and whole ones follow, from "
                            + "position " + ExcerptLayout.firstPosition(view.buffer(), view.excerptOffset()) + " on");
            return;
        }
        if (damage != null) {
            return;
        }
        if (status == RollView.ENDED) {
            final int next = files.indexOf(last) + 1;
            if (next == files.size() || !files.get(next).follows(last)) {
                damage = new Damage(
                        view.file().path().toString(), endOffset, endPosition, "the file that followed is missing");
            }
            return;
        }
        final int written = view.writtenBytesFrom(view.endOfPages(endOffset));
        if (written > 0) {
            droppedBytes += written;
            droppedFrom = view.file().path() + " at byte " + endOffset;
        }
    }

    /** The file with the last excerpt, or null if there is none. */
    RollFile last() {
        return last;
    }

    /** Where in that file the last excerpt ends. */
    int endOffset() {
        return endOffset;
    }

    long endOrdinal() {
        return endOrdinal;
    }

    long endPosition() {
        return endPosition;
    }

    int epoch() {
        return epoch;
    }

    byte[] epochDescription() {
        return epochDescription;
    }

    long droppedBytes() {
        return droppedBytes;
    }

    /** The file and the offset of the dropped bytes, in words. */
    String droppedFrom() {
        return droppedFrom;
    }

    /** What is wrong before the last whole excerpt, or null. */
    Damage damage() {
        return damage;
    }
}
