package io.millrace.engine.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/**
 * The fields of one line, copied out of the parser; reused for the next line, so that nothing is allocated per line.
 *
 * <p><b>Not thread-safe.</b>
 */
final class CsvRow extends CsvCallbackHandler<CsvRow> {
    /** A line of so many characters is no line. */
    private static final int MAX_CHARS = 1 << 22;

    private static final int MAX_FIELDS = 1 << 16;

    private final long linesBefore;
    private char[] chars = new char[256];
    private int[] ends = new int[16];
    private int fields;
    private long line;
    private int lineFeeds;
    private boolean empty;

    /**
     * Creates a row.
     *
     * @param linesBefore number of lines before those that the parser counts.
     */
    CsvRow(final long linesBefore) {
        this.linesBefore = linesBefore;
    }

    /** Number of the line it starts on, from 1. */
    long line() {
        return line;
    }

    /** Number of the line it ends on. */
    long lastLine() {
        return line + lineFeeds;
    }

    int fields() {
        return fields;
    }

    /** Whether it has nothing but white space. */
    boolean isBlank() {
        return empty || fields == 1 && start(0) == end(0);
    }

    char[] chars() {
        return chars;
    }

    /** Index of a field's first character that is not a blank. */
    int start(final int field) {
        int start = rawStart(field);
        while (start < ends[field] && isBlank(chars[start])) {
            start++;
        }
        return start;
    }

    /** Index after a field's last character that is not a blank. */
    int end(final int field) {
        final int start = start(field);
        int end = ends[field];
        while (end > start && isBlank(chars[end - 1])) {
            end--;
        }
        return end;
    }

    int rawStart(final int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    int rawEnd(final int field) {
        return ends[field];
    }

    /** The whole line, as it may have been written. */
    StringBuilder text(final int maxChars) {
        final StringBuilder text = new StringBuilder(ends.length == 0 ? 0 : chars.length);
        for (int i = 0; i < fields && text.length() <= maxChars; i++) {
            if (i > 0) {
                text.append(',');
            }
            appendField(i, text);
        }
        if (text.length() > maxChars) {
            text.setLength(maxChars);
            text.append("...");
        }
        return text;
    }

    private void appendField(final int field, final StringBuilder text) {
        final int start = rawStart(field);
        boolean quoted = false;
        for (int i = start; i < ends[field] && !quoted; i++) {
            quoted = chars[i] == ',' || chars[i] == '"' || chars[i] == '\n' || chars[i] == '\r';
        }
        if (!quoted) {
            text.append(chars, start, ends[field] - start);
            return;
        }
        text.append('"');
        for (int i = start; i < ends[field]; i++) {
            text.append(chars[i]);
            if (chars[i] == '"') {
                text.append('"');
            }
        }
        text.append('"');
    }

    private static boolean isBlank(final char c) {
        return c == ' ' || c == '\t';
    }

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return fields;
    }

    @Override
    protected void beginRecord(final long startingLine) {
        line = linesBefore + startingLine;
        fields = 0;
        lineFeeds = 0;
        empty = false;
    }

    @Override
    protected void addField(final char[] buffer, final int offset, final int length, final boolean quoted) {
        final int start = fields == 0 ? 0 : ends[fields - 1];
        if (start + length > MAX_CHARS || fields == MAX_FIELDS) {
            throw new CsvParseException(
                    "a line of more than " + MAX_CHARS + " characters or " + MAX_FIELDS + " fields");
        }
        if (start + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(chars.length * 2, start + length));
        }
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, fields * 2);
        }
        System.arraycopy(buffer, offset, chars, start, length);
        ends[fields++] = start + length;
        if (quoted) {
            for (int i = start; i < start + length; i++) {
                lineFeeds += chars[i] == '\n' ? 1 : 0;
            }
        }
    }

    @Override
    protected void setComment(final char[] buffer, final int offset, final int length) {
        throw new AssertionError("comments are not asked for");
    }

    @Override
    protected void setEmpty() {
        empty = true;
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }
}
