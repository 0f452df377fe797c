package io.millrace.journal.queue;

import io.millrace.journal.Damage;
import io.millrace.journal.Verification;
import io.millrace.journal.format.ExcerptLayout;
import java.util.ArrayList;
import java.util.List;

/** Reads all files from start to end, and notes each place that is not as it was written. */
final class FullScan {
    private static final int MAX_LISTED = 100;

    private final List<RollFile> files;
    private final Descriptor descriptor;
    private final boolean isWritten;
    private final List<Damage> damages = new ArrayList<>();
    private final List<Damage> remarks = new ArrayList<>();
    private long excerpts;
    private long nextOrdinal;
    private long nextPosition;
    private long soundEnd = -1;
    private RollFile damagedFile;
    private int damagedOffset;
    private int lastOffset;

    /**
     * Prepares a scan.
     *
     * @param files all files, in order.
     * @param descriptor what the folder says of itself.
     * @param isWritten whether somebody writes to the last file meanwhile.
     */
    FullScan(final List<RollFile> files, final Descriptor descriptor, final boolean isWritten) {
        this.files = files;
        this.descriptor = descriptor;
        this.isWritten = isWritten;
        nextOrdinal = descriptor.firstOrdinal();
        nextPosition = descriptor.firstPosition();
    }

    Verification run() {
        for (int i = 0; i < files.size(); i++) {
            try (RollView view = new RollView(files.get(i))) {
                readFile(view, i == files.size() - 1);
            }
        }
        if (!isWritten && nextOrdinal < descriptor.closedOrdinal() && !files.isEmpty()) {
            final RollFile last = files.get(files.size() - 1);
            note(
                    last,
                    0,
                    "excerpts " + nextOrdinal + " to " + (descriptor.closedOrdinal() - 1)
                            + " were written before the journal was closed, and are missing");
        }
        return new Verification(
                files.size(),
                excerpts,
                descriptor.firstPosition(),
                soundEnd < 0 ? nextPosition : soundEnd,
                damages,
                remarks);
    }

    private void readFile(final RollView view, final boolean isLast) {
        int status = view.seek(RollView.ANY);
        if (status != RollView.FOUND && view.searchBehind(nextOrdinal)) {
            note(view.file(), view.endOfPages(0), "its start cannot be read");
            status = RollView.FOUND;
        }
        while (status == RollView.FOUND) {
            take(view);
            status = view.seek(nextOrdinal);
            if (status != RollView.FOUND && view.searchBehind(nextOrdinal)) {
                note(view.file(), view.offset(), "the excerpt there " + ExcerptLayout.describe(view.lastStatus()));
                status = RollView.FOUND;
            }
        }
        lastOffset = view.offset();
        judgeEnd(view, status, isLast);
        if (view.remarks() > 0) {
            remarks.add(new Damage(
                    view.file().path().toString(),
                    0,
                    nextPosition,
                    view.remarks()
                            + " lengths of Chronicle's own are not as it writes them; what is read is the same"));
        }
    }

    private void take(final RollView view) {
        final int at = view.excerptOffset();
        final long ordinal = ExcerptLayout.ordinal(view.buffer(), at);
        final long position = ExcerptLayout.firstPosition(view.buffer(), at);
        if ((ordinal != nextOrdinal || position != nextPosition) && !endsWithDamageHere(view.file(), view.offset())) {
            note(
                    view.file(),
                    view.offset(),
                    "excerpt " + nextOrdinal + " at position " + nextPosition + " is missing; what is there is excerpt "
                            + ordinal + " at position " + position);
        }
        excerpts++;
        nextOrdinal = ordinal + 1;
        nextPosition = position + ExcerptLayout.count(view.buffer(), at);
        view.advance();
    }

    private void judgeEnd(final RollView view, final int status, final boolean isLast) {
        final int rest = view.writtenBytesFrom(view.endOfPages(view.offset()));
        if (status == RollView.BAD) {
            note(view.file(), view.offset(), "the excerpt there " + ExcerptLayout.describe(view.lastStatus()));
        } else if (rest > 0 && !(isWritten && view.file().run() == descriptor.run())) {
            note(
                    view.file(),
                    view.offset(),
                    rest + " bytes are no excerpt; a writer died in the midst of them, or they " + "were changed");
        } else if (status == RollView.ENDED && isLast) {
            note(view.file(), view.offset(), "the file that followed is missing");
        }
    }

    private boolean endsWithDamageHere(final RollFile file, final int offset) {
        final int last = damages.size() - 1;
        return last >= 0
                && damages.get(last).file().equals(file.path().toString())
                && damages.get(last).offset() == offset;
    }

    private void note(final RollFile file, final int offset, final String what) {
        if (soundEnd < 0) {
            soundEnd = nextPosition;
            damagedFile = file;
            damagedOffset = offset;
        }
        if (damages.size() < MAX_LISTED) {
            damages.add(new Damage(file.path().toString(), offset, nextPosition, what));
        }
    }

    /** The file with the first damage, or null if there is none. */
    RollFile damagedFile() {
        return damagedFile;
    }

    /** Where in that file the sound part ends. */
    int damagedOffset() {
        return damagedOffset;
    }
}
