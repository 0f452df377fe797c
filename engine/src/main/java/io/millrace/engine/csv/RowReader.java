package io.millrace.engine.csv;

import io.millrace.engine.source.SymbolIds;
import io.millrace.record.Field;
import io.millrace.record.FieldAccess;
import io.millrace.record.FieldKind;
import io.millrace.record.Flyweight;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * Turns the fields of a line into those of a record. Symbols come last, when everything else is known to be right: a
 * rejected line names no symbols.
 *
 * <p><b>Not thread-safe.</b>
 */
final class RowReader {
    private static final char NOT_UTF8 = '\uFFFD';
    private static final int INT128_BITS = 127;

    private final Column[] values;
    private final Column[] symbols;
    private final Field[] constantFields;
    private final long[] constants;
    private final Column arrival;
    private final TimeText times;
    private final SymbolIds symbolIds;
    private final FieldText text = new FieldText();
    private long lastArrivalNs;
    private boolean hasArrived;

    RowReader(
            final List<Column> columns,
            final Map<Field, Long> constants,
            final Column arrival,
            final TimeText times,
            final SymbolIds symbolIds) {
        this.constantFields = constants.keySet().toArray(new Field[0]);
        this.constants = constants.values().stream().mapToLong(Long::longValue).toArray();
        this.values = columns.stream()
                .filter(column -> column.field().kind() != FieldKind.SYMBOL)
                .toArray(Column[]::new);
        this.symbols = columns.stream()
                .filter(column -> column.field().kind() == FieldKind.SYMBOL)
                .toArray(Column[]::new);
        this.arrival = arrival;
        this.times = times;
        this.symbolIds = symbolIds;
    }

    boolean hasArrival() {
        return arrival != null;
    }

    /** Where a line has none, it came with the line before it; the first ones came when they happened. */
    long arrivalNs(final CsvRow row, final long timeNs) throws LineRejectedException {
        if (row.start(arrival.index()) == row.end(arrival.index())) {
            return hasArrived ? lastArrivalNs : timeNs;
        }
        try {
            lastArrivalNs = time(row, arrival);
            hasArrived = true;
            return lastArrivalNs;
        } catch (final IllegalArgumentException e) {
            throw rejected(arrival, e);
        }
    }

    void readValues(final CsvRow row, final Flyweight record) throws LineRejectedException {
        for (int i = 0; i < constants.length; i++) {
            FieldAccess.putLong(record, constantFields[i], constants[i]);
        }
        for (final Column column : values) {
            try {
                readValue(row, column, record);
            } catch (final IllegalArgumentException e) {
                throw rejected(column, e);
            }
        }
    }

    void readSymbols(final CsvRow row, final Flyweight record) throws LineRejectedException {
        for (final Column column : symbols) {
            if (isAbsent(row, column)) {
                continue;
            }
            final int id;
            try {
                id = symbolIds.idOf(trimmed(row, column));
            } catch (final IllegalArgumentException e) {
                throw rejected(column, e);
            }
            FieldAccess.putLong(record, column.field(), id);
        }
    }

    private void readValue(final CsvRow row, final Column column, final Flyweight record) throws LineRejectedException {
        if (isAbsent(row, column)) {
            return;
        }
        final Field field = column.field();
        switch (field.kind()) {
            case INT64, INT32, INT16, INT8, DECIMAL ->
                FieldAccess.putLong(record, field, field.isEventTime() ? time(row, column) : number(row, column));
            case FLOAT64, FLOAT32 -> FieldAccess.putDouble(record, field, floating(row, column));
            case BOOLEAN -> FieldAccess.putLong(record, field, truth(row, column));
            case CHAR -> FieldAccess.putLong(record, field, character(row, column));
            case ENUM -> FieldAccess.putLong(record, field, constant(row, column));
            case INT128 -> putInt128(row, column, record);
            default -> FieldAccess.putText(record, field, untrimmed(row, column));
        }
    }

    private static boolean isAbsent(final CsvRow row, final Column column) {
        return column.field().isOptional() && row.rawStart(column.index()) == row.rawEnd(column.index());
    }

    private long time(final CsvRow row, final Column column) {
        final int start = row.start(column.index());
        final int end = row.end(column.index());
        return times == TimeText.ISO
                ? times.parseNs(text.wrap(row.chars(), start, end))
                : NumberText.parse(row.chars(), start, end, times.decimals(), text);
    }

    private long number(final CsvRow row, final Column column) throws LineRejectedException {
        final int start = row.start(column.index());
        final int end = row.end(column.index());
        final long value =
                NumberText.parse(row.chars(), start, end, column.field().scale(), text);
        if (value < column.minimum()) {
            throw new LineRejectedException(column.name() + ": " + (column.minimum() == 0 ? "negative" : "too small")
                    + ": \"" + text.wrap(row.chars(), start, end) + "\"");
        }
        return value;
    }

    private double floating(final CsvRow row, final Column column) {
        try {
            return Double.parseDouble(trimmed(row, column).toString());
        } catch (final NumberFormatException e) {
            throw notA("number", row, column);
        }
    }

    private long truth(final CsvRow row, final Column column) {
        switch (trimmed(row, column).toString()) {
            case "true", "1":
                return 1;
            case "false", "0":
                return 0;
            default:
                throw notA("truth value (true, false, 1, 0)", row, column);
        }
    }

    private long character(final CsvRow row, final Column column) {
        final CharSequence value = untrimmed(row, column);
        if (value.length() != 1) {
            throw notA("single character", row, column);
        }
        return value.charAt(0);
    }

    private long constant(final CsvRow row, final Column column) {
        final CharSequence value = trimmed(row, column);
        final List<String> constants = column.field().constants();
        for (int i = 0; i < constants.size(); i++) {
            if (constants.get(i).contentEquals(value)) {
                return i;
            }
        }
        throw notA("constant of " + String.join(", ", constants), row, column);
    }

    private void putInt128(final CsvRow row, final Column column, final Flyweight record) {
        final BigInteger value;
        try {
            value = new BigDecimal(trimmed(row, column).toString())
                    .setScale(column.field().scale(), RoundingMode.UNNECESSARY)
                    .unscaledValue();
        } catch (final NumberFormatException | ArithmeticException e) {
            throw notA("number with at most " + column.field().scale() + " decimals", row, column);
        }
        if (value.bitLength() > INT128_BITS) {
            throw notA("number of 128 bits", row, column);
        }
        FieldAccess.int128(record, column.field())
                .set(value.shiftRight(Long.SIZE).longValue(), value.longValue());
    }

    private CharSequence trimmed(final CsvRow row, final Column column) {
        return text.wrap(row.chars(), row.start(column.index()), row.end(column.index()));
    }

    private CharSequence untrimmed(final CsvRow row, final Column column) {
        final CharSequence value = text.wrap(row.chars(), row.rawStart(column.index()), row.rawEnd(column.index()));
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == NOT_UTF8) {
                throw new IllegalArgumentException("not valid UTF-8");
            }
        }
        return value;
    }

    private IllegalArgumentException notA(final String what, final CsvRow row, final Column column) {
        return new IllegalArgumentException("not a " + what + ": \"" + trimmed(row, column) + "\"");
    }

    private static LineRejectedException rejected(final Column column, final IllegalArgumentException e) {
        return new LineRejectedException(column.name() + ": " + e.getMessage());
    }
}
