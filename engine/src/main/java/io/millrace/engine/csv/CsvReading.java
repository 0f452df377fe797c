package io.millrace.engine.csv;

import io.millrace.engine.duration.DurationText;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.record.Flyweight;
import java.io.IOException;
import java.nio.ByteOrder;

/** A CSV file being read. */
final class CsvReading<F extends Flyweight> implements Source<F> {
    /** A poll that meets rejects only comes to an end, too. */
    private static final int LINES_PER_EVENT = 4;

    /** So much of a rejected line is handed on. */
    static final int MAX_REJECT_CHARS = 1_000;

    private final CsvLines lines;
    private final RowReader reader;
    private final TimeJumpGuard guard;
    private final RejectHandler rejects;
    private long rejected;
    private CsvInputException failure;

    CsvReading(final CsvLines lines, final RowReader reader, final TimeJumpGuard guard, final RejectHandler rejects) {
        this.lines = lines;
        this.reader = reader;
        this.guard = guard;
        this.rejects = rejects;
    }

    @Override
    public int poll(final Publisher<F> out, final int limit) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int published = 0;
        for (long left = (long) limit * LINES_PER_EVENT; left > 0 && published < limit; left--) {
            if (lines.mayWait()) {
                break;
            }
            try {
                final CsvRow row = next(published);
                if (row == null) {
                    return published > 0 ? published : END_OF_INPUT;
                }
                published += publish(row, out) ? 1 : 0;
            } catch (final UnreadableLineException e) {
                rejected++;
                rejects.onReject(lines.file(), e.line(), e.getMessage(), e.text());
            }
        }
        return published;
    }

    /** A failure waits for the next poll when this one has published something: that counts, too. */
    private CsvRow next(final int published) throws CsvInputException, UnreadableLineException {
        try {
            return lines.next();
        } catch (final CsvInputException e) {
            if (published == 0) {
                throw e;
            }
            failure = e;
            return null;
        }
    }

    private boolean publish(final CsvRow row, final Publisher<F> out) throws IOException {
        if (row.fields() != lines.headerFields()) {
            reject(row, row.fields() + " fields, but the header has " + lines.headerFields());
            return false;
        }
        final F event = out.claim();
        try {
            read(row, event);
            final long timeNs = eventTimeNs(event);
            if (reader.hasArrival()) {
                out.commitAt(reader.arrivalNs(row, timeNs));
            } else {
                out.commit();
            }
            guard.onAccepted(timeNs);
            return true;
        } catch (final LineRejectedException e) {
            out.abort();
            reject(row, e.getMessage());
            return false;
        }
    }

    private void read(final CsvRow row, final F event) throws LineRejectedException {
        reader.readValues(row, event);
        final long timeNs = eventTimeNs(event);
        if (guard.isOutside(timeNs)) {
            throw new LineRejectedException("time out of range: no window can hold " + timeNs + " ns");
        }
        if (guard.isJump(timeNs)) {
            throw new LineRejectedException(
                    "time jump: " + timeNs + " ns is more than " + DurationText.format(guard.maxJumpNs())
                            + " ahead of the largest before it, " + guard.largestNs() + " ns");
        }
        reader.readSymbols(row, event);
    }

    private long eventTimeNs(final F event) {
        return event.buffer().getLong(event.offset() + event.type().eventTimeOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    private void reject(final CsvRow row, final String reason) throws IOException {
        rejected++;
        final String where = row.lastLine() == row.line() ? "" : " (the line goes on to line " + row.lastLine() + ")";
        rejects.onReject(lines.file(), row.line(), reason + where, row.text(MAX_REJECT_CHARS));
        if (guard.isHopeless()) {
            throw new CsvInputException(CsvInput.nameOf(lines.file()) + ", line " + row.line() + ": "
                    + TimeJumpGuard.MAX_IN_A_ROW
                    + " lines in a row are more than " + DurationText.format(guard.maxJumpNs())
                    + " ahead of the largest time before them ("
                    + guard.largestNs()
                    + " ns): is the time unit right (--time-unit), or is there a gap in the data? Then"
                    + " allow a larger jump (--max-jump)");
        }
    }

    @Override
    public long rejected() {
        return rejected;
    }

    @Override
    public void close() throws IOException {
        try (rejects) {
            lines.close();
        }
    }
}
