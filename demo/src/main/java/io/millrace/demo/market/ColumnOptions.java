package io.millrace.demo.market;

import io.millrace.engine.csv.CsvSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other names of a file's columns, as an option gives them: {@code NAME=COLUMN}.
 *
 * @param option name of the option.
 * @param columns the columns by what they are.
 */
record ColumnOptions(String option, Map<String, String> columns) {
    private static final String ARRIVAL = "arrival";

    /** Takes the option apart; {@code known} are the names that there are. */
    static ColumnOptions parse(final String option, final List<String> values, final List<String> known)
            throws UsageException {
        final Map<String, String> columns = new LinkedHashMap<>();
        for (final String value : values) {
            final int equals = value.indexOf('=');
            if (equals < 0) {
                throw new UsageException(option + " takes NAME=COLUMN,..., not '" + value + "'");
            }
            final String name = value.substring(0, equals);
            final String column = value.substring(equals + 1);
            if (!known.contains(name)) {
                throw new UsageException(option + " names '" + name + "', but there are only " + and(known));
            }
            if (column.isBlank()) {
                throw new UsageException(option + " names no column for " + name);
            }
            if (columns.put(name, column) != null) {
                throw new UsageException(option + " names " + name + " twice");
            }
        }
        return new ColumnOptions(option, columns);
    }

    /** Those that a kind of file has, with others in their place where those say so. */
    ColumnOptions of(final List<String> names, final ColumnOptions others) throws UsageException {
        final Map<String, String> chosen = new LinkedHashMap<>(columns);
        chosen.keySet().retainAll(names);
        chosen.putAll(others.columns);
        for (final String column : chosen.values()) {
            if (chosen.values().stream().filter(column::equals).count() > 1) {
                throw new UsageException(
                        others.columns.containsValue(column)
                                ? others.option + " names the column '" + column + "' twice"
                                : option + " names the column '" + column + "' twice");
            }
        }
        return new ColumnOptions(option, chosen);
    }

    /** The file with these columns. */
    CsvSource<TickFlyweight> apply(final CsvSource<TickFlyweight> file) {
        CsvSource<TickFlyweight> changed = file;
        for (final Map.Entry<String, String> column : columns.entrySet()) {
            changed = column.getKey().equals(ARRIVAL)
                    ? changed.arrival(column.getValue())
                    : changed.column(field(column.getKey()), column.getValue());
        }
        return changed;
    }

    /** Name of the field that holds what an option names. */
    private static String field(final String name) {
        return switch (name) {
            case "time" -> "timeNs";
            case "bid_quantity" -> "bidQuantity";
            case "ask_quantity" -> "askQuantity";
            default -> name;
        };
    }

    /** What an option calls a field. */
    static String nameOf(final String field) {
        return switch (field) {
            case "timeNs" -> "time";
            case "bidQuantity" -> "bid_quantity";
            case "askQuantity" -> "ask_quantity";
            default -> field;
        };
    }

    private static String and(final List<String> names) {
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }
}
