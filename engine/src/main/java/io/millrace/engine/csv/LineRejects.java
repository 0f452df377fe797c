package io.millrace.engine.csv;

import io.millrace.engine.duration.DurationText;
import java.io.Closeable;
import java.io.IOException;

/**
 * Which lines of a source's files are rejected for their time, and where rejected lines go, for whatever reason. <b>Not
 * thread-safe.</b>
 */
final class LineRejects implements Closeable {
    /** So much of a rejected line is handed on. */
    static final int MAX_CHARS = 1_000;

    private final TimeJumpGuard guard;
    private final TimeJumpGuard arrivals;
    private final RejectHandler handler;
    private long count;

    LineRejects(final TimeLimits limits, final RejectHandler handler) {
        guard = new TimeJumpGuard(limits);
        arrivals = new TimeJumpGuard(TimeLimits.NONE.withMaxJumpNs(limits.maxJumpNs()));
        this.handler = handler;
    }

    /** An event was published. */
    void onAccepted(final long timeNs) {
        guard.onAccepted(timeNs);
    }

    /** An event with a recorded time of arrival was published. */
    void onAccepted(final long timeNs, final long arrivalNs) {
        guard.onAccepted(timeNs);
        arrivals.onAccepted(arrivalNs);
    }

    /** Number of lines so far. */
    long count() {
        return count;
    }

    void requireInside(final long timeNs) throws LineRejectedException {
        if (guard.isOutside(timeNs)) {
            throw new LineRejectedException("time out of range: no window can hold " + timeNs + " ns");
        }
    }

    void requireNoJump(final long timeNs) throws LineRejectedException {
        requireNoJump("time", guard, timeNs);
    }

    /** A wrong time of arrival would carry processing time away for good, and hold back the file it is in. */
    void requireNoArrivalJump(final long arrivalNs) throws LineRejectedException {
        requireNoJump("arrival", arrivals, arrivalNs);
    }

    private static void requireNoJump(final String what, final TimeJumpGuard guard, final long timeNs)
            throws LineRejectedException {
        if (guard.isJump(timeNs)) {
            throw new LineRejectedException(
                    what + " jump: " + timeNs + " ns is more than " + DurationText.format(guard.maxJumpNs())
                            + " ahead of the largest before it, " + guard.largestNs() + " ns");
        }
    }

    void reject(final CsvLines lines, final UnreadableLineException e) throws IOException {
        count++;
        handler.onReject(lines.file(), e.line(), e.getMessage(), e.text());
    }

    void rejectFields(final CsvLines lines, final CsvRow row) throws IOException {
        reject(lines, row, row.fields() + " fields, but the header has " + lines.headerFields());
    }

    void reject(final CsvLines lines, final CsvRow row, final String reason) throws IOException {
        count++;
        final String where = row.lastLine() == row.line() ? "" : " (the line goes on to line " + row.lastLine() + ")";
        handler.onReject(lines.file(), row.line(), reason + where, row.text(MAX_CHARS));
        stopWhereHopeless(lines, row, guard);
        stopWhereHopeless(lines, row, arrivals);
    }

    private static void stopWhereHopeless(final CsvLines lines, final CsvRow row, final TimeJumpGuard guard)
            throws CsvInputException {
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
    public void close() throws IOException {
        handler.close();
    }
}
