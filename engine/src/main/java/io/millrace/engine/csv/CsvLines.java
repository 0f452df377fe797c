package io.millrace.engine.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.millrace.engine.source.SymbolIds;
import io.millrace.record.Layout;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/** The lines of a file, one by one. <b>Not thread-safe.</b> */
final class CsvLines implements Closeable {
    /** A quote that is never closed would take in the rest of the file as one field. */
    private static final int MAX_LINE_CHARS = 1 << 20;

    private final String file;
    private final LineReader reader;
    private final CloseableIterator<CsvRow> rows;
    private int headerFields;
    private long lastLine;

    private CsvLines(final String file, final LineReader reader) {
        this.file = file;
        this.reader = reader;
        this.rows = parser().build(new CsvRow(), reader).iterator();
    }

    static CsvLines open(final String file) throws CsvInputException {
        return new CsvLines(file, CsvInput.open(file));
    }

    /** Characters behind a closing quote are data: there is no other way to go on behind such a line. */
    @SuppressWarnings("removal")
    private static CsvReader.CsvReaderBuilder parser() {
        return CsvReader.builder()
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_LINE_CHARS);
    }

    String file() {
        return file;
    }

    /** Number of fields that every line must have. */
    int headerFields() {
        return headerFields;
    }

    /** Reads the header, and finds the columns of a record's fields in it. Call it once, first. */
    RowReader bind(final Layout layout, final CsvSource.Settings settings, final SymbolIds symbols)
            throws CsvInputException {
        final CsvRow first = next();
        if (first == null) {
            throw new CsvInputException(CsvInput.nameOf(file) + " is empty: not even a header line");
        }
        final CsvHeader header = CsvHeader.of(CsvInput.nameOf(file), first);
        headerFields = header.fields();
        final List<Column> columns = header.columns(layout, settings.columns(), settings.minima());
        return new RowReader(columns, arrival(header, settings.arrival()), settings.times(), symbols);
    }

    private static Column arrival(final CsvHeader header, final CsvSource.Arrival arrival) throws CsvInputException {
        if (arrival == null) {
            return null;
        }
        final int index = header.indexOf(arrival.column());
        if (index < 0 && arrival.isRequired()) {
            throw header.missing(arrival.column(), "arrival");
        }
        return index < 0 ? null : new Column(null, arrival.column(), index, Long.MIN_VALUE);
    }

    /** Whether {@link #next} could have to wait for input. */
    boolean mayWait() {
        return reader.mayWait(lastLine);
    }

    /** The next line that is not blank, valid until the next call; null at the end. */
    CsvRow next() throws CsvInputException {
        try {
            while (rows.hasNext()) {
                final CsvRow row = rows.next();
                lastLine = row.lastLine();
                if (!row.isBlank()) {
                    return row;
                }
            }
        } catch (final CsvParseException e) {
            throw new CsvInputException(
                    CsvInput.nameOf(file) + ", after line " + lastLine + ": " + e.getMessage()
                            + "; is there a quote that is never closed?",
                    e);
        }
        if (reader.failure() != null) {
            throw cutShort(reader.failure());
        }
        return null;
    }

    private CsvInputException cutShort(final IOException e) {
        final String what = e instanceof EOFException ? "the gzip data ends too early (file cut short)" : message(e);
        return new CsvInputException(
                CsvInput.nameOf(file) + ", after line " + lastLine + ": " + what + "; the lines up to there were read",
                e);
    }

    private static String message(final IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
