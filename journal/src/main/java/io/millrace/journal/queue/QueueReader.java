package io.millrace.journal.queue;

import io.millrace.journal.Damage;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalException;
import io.millrace.journal.JournalReader;
import io.millrace.journal.format.ExcerptLayout;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Walks through the roll files. Ordinals and positions must follow on each other, across files too. */
final class QueueReader implements JournalReader {
    private static final UnsafeBuffer NO_BYTES = new UnsafeBuffer(new byte[ExcerptLayout.HEADER_LENGTH]);
    private static final int NONE = -1;

    private final RollFiles source;
    private final Excerpt excerpt = new Excerpt();
    private final long start;
    private List<RollFile> files;
    private int fileIndex;
    private int knownChanges;
    private RollView view;
    private long nextOrdinal = RollView.ANY;
    private long nextPosition;
    private long shownPosition;
    private int shownEpoch;
    private int epochOffset = NONE;
    private boolean queued;
    private RuntimeException failure;

    QueueReader(final RollFiles source, final long start) {
        this.source = source;
        this.start = start;
        shownPosition = start;
        knownChanges = source.changes();
        files = source.files();
        try {
            open(start);
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts with the last file whose first slot is before the position, for others may end with it. */
    private void open(final long position) {
        fileIndex = source.indexBefore(files, position);
        if (fileIndex == NONE) {
            nextOrdinal = source.firstOrdinal();
            nextPosition = source.firstPosition();
            return;
        }
        view = new RollView(files.get(fileIndex));
        if (view.seek(RollView.ANY) == RollView.FOUND) {
            nextOrdinal = ExcerptLayout.ordinal(view.buffer(), view.excerptOffset());
            nextPosition = ExcerptLayout.firstPosition(view.buffer(), view.excerptOffset());
        }
        if (fileIndex == 0) {
            checkFirst();
        }
        while (step()) {
            if (isWanted()) {
                queued = true;
                return;
            }
        }
    }

    private void checkFirst() {
        if (nextOrdinal > source.firstOrdinal()) {
            throw damaged("the journal starts with excerpt " + source.firstOrdinal() + ", and the first there is "
                    + nextOrdinal);
        }
    }

    @Override
    public boolean next() {
        if (failure != null) {
            throw failure;
        }
        try {
            return queued ? showQueued() : showNext();
        } catch (final JournalException e) {
            failure = e;
            throw e;
        }
    }

    private boolean showNext() {
        while (step()) {
            if (isWanted()) {
                return showQueued();
            }
        }
        return false;
    }

    /** Shows the description of the epoch first, where the excerpt that is due is the first of its epoch. */
    private boolean showQueued() {
        final int at = view.excerptOffset();
        final int epoch = ExcerptLayout.epoch(view.buffer(), at);
        queued = epoch != shownEpoch && epochOffset != NONE && epochOffset != at;
        excerpt.wrap(view.buffer(), queued ? epochOffset : at);
        shownEpoch = epoch;
        if (!queued) {
            shownPosition = Math.max(start, excerpt.endPosition());
        }
        return true;
    }

    /** Whether the excerpt that the view is at belongs to what is read, and is no repetition. */
    private boolean isWanted() {
        final UnsafeBuffer buffer = view.buffer();
        final int at = view.excerptOffset();
        final long first = ExcerptLayout.firstPosition(buffer, at);
        final int count = ExcerptLayout.count(buffer, at);
        if (ExcerptLayout.kind(buffer, at) == ExcerptKind.EPOCH) {
            epochOffset = at;
            return first >= start && ExcerptLayout.epoch(buffer, at) != shownEpoch;
        }
        return count == 0 ? first >= start : first + count > start;
    }

    /** Moves to the next excerpt, in this file or a later one. */
    private boolean step() {
        if (source.isPast(nextOrdinal)) {
            return false;
        }
        if (view != null) {
            final int status = view.seek(nextOrdinal);
            if (status == RollView.FOUND) {
                take();
                return true;
            }
            if (status == RollView.BAD) {
                throw damaged("the excerpt there " + ExcerptLayout.describe(view.lastStatus()));
            }
        }
        return stepIntoNextFile();
    }

    private boolean stepIntoNextFile() {
        final int changes = source.changes();
        files = source.refreshed(files, knownChanges);
        knownChanges = changes;
        fileIndex = view == null ? NONE : files.indexOf(view.file());
        for (int i = fileIndex + 1; i < files.size(); i++) {
            final RollView next = new RollView(files.get(i));
            if (next.seek(RollView.ANY) != RollView.FOUND) {
                next.close();
                continue;
            }
            // The writer may have appended to this file and gone on, after it was looked at.
            if (view != null && view.seek(nextOrdinal) == RollView.FOUND) {
                next.close();
                take();
                return true;
            }
            if (nextOrdinal != RollView.ANY
                    && ExcerptLayout.ordinal(next.buffer(), next.excerptOffset()) != nextOrdinal) {
                final long found = ExcerptLayout.ordinal(next.buffer(), next.excerptOffset());
                final RuntimeException gap = damagedBefore(next, found);
                next.close();
                throw gap;
            }
            enter(next, i);
            take();
            return true;
        }
        return false;
    }

    private void enter(final RollView next, final int index) {
        if (view != null) {
            view.close();
        }
        view = next;
        fileIndex = index;
        epochOffset = NONE;
        if (nextOrdinal == RollView.ANY) {
            nextOrdinal = ExcerptLayout.ordinal(next.buffer(), next.excerptOffset());
            nextPosition = ExcerptLayout.firstPosition(next.buffer(), next.excerptOffset());
        }
    }

    private void take() {
        final int at = view.excerptOffset();
        final long ordinal = ExcerptLayout.ordinal(view.buffer(), at);
        final long first = ExcerptLayout.firstPosition(view.buffer(), at);
        if (ordinal != nextOrdinal || first != nextPosition) {
            throw damaged("excerpt " + nextOrdinal + " at position " + nextPosition
                    + " is missing; what is there is excerpt " + ordinal + " at position " + first);
        }
        nextOrdinal = ordinal + 1;
        nextPosition = first + ExcerptLayout.count(view.buffer(), at);
        view.advance();
    }

    private RuntimeException damaged(final String what) {
        final boolean version = view.lastStatus() == ExcerptLayout.OTHER_VERSION;
        final Damage damage = new Damage(view.file().path().toString(), view.offset(), nextPosition, what);
        return version ? new JournalException("Another version of Millrace wrote " + damage) : exception(damage);
    }

    private RuntimeException damagedBefore(final RollView next, final long found) {
        if (nextOrdinal < source.firstOrdinal()) {
            return new JournalException("Position " + nextPosition + " was to be read next, and was removed meanwhile; "
                    + "the journal now starts at position " + source.firstPosition() + ".");
        }
        final RollView at = view == null ? next : view;
        return exception(new Damage(
                at.file().path().toString(),
                at.offset(),
                nextPosition,
                "excerpt " + nextOrdinal + " is missing; the next file, "
                        + next.file().path() + ", starts with excerpt " + found));
    }

    private static RuntimeException exception(final Damage damage) {
        return new JournalDamagedException(damage);
    }

    /** The position after the last excerpt that was read, shown or not. */
    long readPosition() {
        return nextPosition;
    }

    boolean hasQueued() {
        return queued;
    }

    @Override
    public Excerpt excerpt() {
        return excerpt;
    }

    @Override
    public long position() {
        return shownPosition;
    }

    @Override
    public void close() {
        excerpt.wrap(NO_BYTES, 0);
        if (view != null) {
            view.close();
            view = null;
        }
        failure = failure == null ? new IllegalStateException("The reader is closed.") : failure;
    }
}
