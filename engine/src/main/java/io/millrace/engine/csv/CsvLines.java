package io.millrace.engine.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.millrace.engine.source.SymbolIds;
import io.millrace.record.Field;
import io.millrace.record.Layout;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/** The lines of a file, one by one. <b>Not thread-safe.</b> */
final class CsvLines implements Closeable {
    /** A quote that is never closed would take in the rest of the file as one field. */
    private static final int MAX_LINE_CHARS = 1 << 20;

    private static final String UNREADABLE =
            "a quote is opened and never closed, or a field is longer than " + MAX_LINE_CHARS + " characters";

    /** Each makes the file be read from its beginning once more: many of them are no CSV file. */
    private static final int MAX_UNREADABLE = 100;

    private final String file;
    private LineReader reader;
    private CsvRow current;
    private CloseableIterator<CsvRow> rows;
    private int headerFields;
    private long lastLine;
    private int unreadable;

    private CsvLines(final String file, final LineReader reader) {
        this.file = file;
        this.reader = reader;
        parse(reader, 0);
    }

    private void parse(final Reader text, final long linesBefore) {
        current = new CsvRow(linesBefore);
        rows = parser().build(current, text).iterator();
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
        final CsvRow first = header();
        if (first == null) {
            throw new CsvInputException(CsvInput.nameOf(file) + " is empty: not even a header line");
        }
        final CsvHeader header = CsvHeader.of(CsvInput.nameOf(file), first);
        headerFields = header.fields();
        final List<Column> columns = header.columns(layout, settings.fields());
        final Column arrival = arrival(header, settings.arrival());
        return new RowReader(columns, constants(layout, settings), arrival, settings.times(), symbols);
    }

    private static Map<Field, Long> constants(final Layout layout, final CsvSource.Settings settings) {
        final Map<Field, Long> constants = new LinkedHashMap<>();
        settings.fields().constants().forEach((field, value) -> constants.put(layout.field(field), value));
        return constants;
    }

    private CsvRow header() throws CsvInputException {
        try {
            return next();
        } catch (final UnreadableLineException e) {
            throw new CsvInputException(CsvInput.nameOf(file) + ", line " + e.line() + ": " + e.getMessage()
                    + "; this should be the header");
        }
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

    /**
     * The next line that is not blank, valid until the next call; null at the end.
     *
     * @throws UnreadableLineException about a line that cannot be taken apart; the next call goes on behind it.
     * @throws CsvInputException if the input cannot be read to its end.
     */
    CsvRow next() throws CsvInputException, UnreadableLineException {
        try {
            while (rows.hasNext()) {
                final CsvRow row = rows.next();
                lastLine = row.lastLine();
                if (!row.isBlank()) {
                    return row;
                }
            }
        } catch (final CsvParseException e) {
            throw skip(current.line(), e);
        }
        if (reader.failure() != null) {
            throw cutShort(reader.failure());
        }
        return null;
    }

    /** Goes on behind a line: from the beginning of the file, since the parser has taken in what follows the line. */
    private UnreadableLineException skip(final long line, final CsvParseException e) throws CsvInputException {
        final String where = CsvInput.nameOf(file) + ", line " + line + ": ";
        if (!CsvInput.isRepeatable(file)) {
            throw new CsvInputException(
                    where + UNREADABLE
                            + "; the lines before it were read. Correct the line, or read from a file: there such a"
                            + " line is a reject, and the rest is read",
                    e);
        }
        if (++unreadable > MAX_UNREADABLE) {
            throw new CsvInputException(
                    where + UNREADABLE + ", the " + unreadable + "th such line: is this a CSV file with quotes of \"?",
                    e);
        }
        try {
            reader.close();
            reader = CsvInput.open(file);
            final SkippedLines rest = new SkippedLines(reader, line);
            lastLine = line;
            parse(rest, line);
            return new UnreadableLineException(line, UNREADABLE, rest.lastSkipped());
        } catch (final CsvInputException again) {
            throw again;
        } catch (final IOException again) {
            throw new CsvInputException("cannot read " + file + ": " + message(again), again);
        }
    }

    private CsvInputException cutShort(final IOException e) {
        final String what = e instanceof EOFException
                ? "the gzip data ends too early: the file was cut short"
                : e instanceof ZipException ? "the gzip data is damaged (" + message(e) + ")" : message(e);
        final String cure = e instanceof EOFException || e instanceof ZipException
                ? "; get the file once more (gzip -t checks one)"
                : "";
        return new CsvInputException(
                CsvInput.nameOf(file) + ", after line " + lastLine + ": " + what + "; the lines up to there were read"
                        + cure,
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
