package io.millrace.engine.csv;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.record.Flyweight;
import java.io.IOException;
import java.nio.ByteOrder;

/** A CSV file being read. */
final class CsvReading<F extends Flyweight> implements Source<F> {
    /** A poll that meets rejects only comes to an end, too. */
    private static final int LINES_PER_EVENT = 4;

    private final CsvLines lines;
    private final RowReader reader;
    private final LineRejects rejects;
    private CsvInputException failure;

    CsvReading(final CsvLines lines, final RowReader reader, final LineRejects rejects) {
        this.lines = lines;
        this.reader = reader;
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
                rejects.reject(lines, e);
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
            rejects.rejectFields(lines, row);
            return false;
        }
        final F event = out.claim();
        try {
            read(row, event);
            final long timeNs = eventTimeNs(event);
            if (reader.hasArrival()) {
                final long arrivalNs = reader.arrivalNs(row, timeNs);
                rejects.requireNoArrivalJump(arrivalNs);
                out.commitAt(arrivalNs);
                rejects.onAccepted(timeNs, arrivalNs);
            } else {
                out.commit();
                rejects.onAccepted(timeNs);
            }
            return true;
        } catch (final LineRejectedException e) {
            out.abort();
            rejects.reject(lines, row, e.getMessage());
            return false;
        }
    }

    private void read(final CsvRow row, final F event) throws LineRejectedException {
        reader.readValues(row, event);
        final long timeNs = eventTimeNs(event);
        rejects.requireInside(timeNs);
        rejects.requireNoJump(timeNs);
        reader.readSymbols(row, event);
    }

    static long eventTimeNs(final Flyweight event) {
        return event.buffer().getLong(event.offset() + event.type().eventTimeOffset(), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean hasOwnIngressTimes() {
        return reader.hasArrival();
    }

    @Override
    public long rejected() {
        return rejects.count();
    }

    @Override
    public void close() throws IOException {
        try (rejects) {
            lines.close();
        }
    }
}
