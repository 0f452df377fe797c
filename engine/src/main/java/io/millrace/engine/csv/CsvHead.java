package io.millrace.engine.csv;

import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;
import java.io.Closeable;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One of several files that are read together: its next line, as an event whose turn has not come. Symbols are read
 * when it has, so that they are numbered in the order of the events.
 *
 * <p><b>Not thread-safe.</b>
 */
final class CsvHead<F extends Flyweight> implements Closeable {
    private final CsvLines lines;
    private final RowReader reader;
    private final F event;
    private CsvRow row;
    private boolean there;
    private boolean ended;
    private long timeNs;
    private long arrivalNs;

    CsvHead(final CsvLines lines, final RowReader reader, final F event) {
        this.lines = lines;
        this.reader = reader;
        this.event = event;
        event.wrap(new UnsafeBuffer(new byte[event.sizeBytes()]), 0);
    }

    boolean hasArrival() {
        return reader.hasArrival();
    }

    /** Whether there is an event that waits for its turn. */
    boolean isThere() {
        return there;
    }

    boolean isEnded() {
        return ended;
    }

    long timeNs() {
        return timeNs;
    }

    /** When the event arrived, if the file tells. */
    long arrivalNs() {
        return arrivalNs;
    }

    /** Whether {@link #readOn} could have to wait for input. */
    boolean mayWait() {
        return lines.mayWait();
    }

    /** Reads a line: then there is an event, or the line was rejected, or the file has ended. */
    void readOn(final LineRejects rejects) throws IOException {
        try {
            row = lines.next();
        } catch (final UnreadableLineException e) {
            rejects.reject(lines, e);
            return;
        }
        if (row == null) {
            ended = true;
        } else if (row.fields() != lines.headerFields()) {
            rejects.rejectFields(lines, row);
        } else {
            readEvent(rejects);
        }
    }

    private void readEvent(final LineRejects rejects) throws IOException {
        event.clear();
        try {
            reader.readValues(row, event);
            timeNs = CsvReading.eventTimeNs(event);
            rejects.requireInside(timeNs);
            arrivalNs = reader.hasArrival() ? reader.arrivalNs(row, timeNs) : 0;
            there = true;
        } catch (final LineRejectedException e) {
            rejects.reject(lines, row, e.getMessage());
        }
    }

    /** Rejects the event if its time, or its time of arrival, is too far ahead. */
    boolean isJump(final boolean byArrival, final LineRejects rejects) throws IOException {
        try {
            if (byArrival) {
                rejects.requireNoArrivalJump(arrivalNs);
            } else {
                rejects.requireNoJump(timeNs);
            }
            return false;
        } catch (final LineRejectedException e) {
            there = false;
            rejects.reject(lines, row, e.getMessage());
            return true;
        }
    }

    /** Publishes the event, unless its time is too far ahead or its symbol cannot be read. */
    boolean publish(final Publisher<F> out, final boolean withArrival, final LineRejects rejects) throws IOException {
        there = false;
        final F claimed = out.claim();
        claimed.copyFrom(event);
        try {
            rejects.requireNoJump(timeNs);
            reader.readSymbols(row, claimed);
        } catch (final LineRejectedException e) {
            out.abort();
            rejects.reject(lines, row, e.getMessage());
            return false;
        }
        if (withArrival) {
            out.commitAt(arrivalNs);
            rejects.onAccepted(timeNs, arrivalNs);
        } else {
            out.commit();
            rejects.onAccepted(timeNs);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
