package io.millrace.demo.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An output or a late event, as it stands in a case file: columns by name. Values are compared as text.
 *
 * @param columns the columns, in the order of their names.
 */
record Row(TreeMap<String, String> columns) implements Comparable<Row> {
    static Row of(final Object... namesAndValues) {
        final TreeMap<String, String> columns = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put((String) namesAndValues[i], String.valueOf(namesAndValues[i + 1]));
        }
        return new Row(columns);
    }

    static List<Row> list(final String where, final List<?> values) {
        final List<Row> rows = new ArrayList<>();
        for (final Object value : values) {
            if (!(value instanceof Map)) {
                throw new CaseException(where, "has to be a list of mappings");
            }
            final TreeMap<String, String> columns = new TreeMap<>();
            ((Map<?, ?>) value).forEach((name, column) -> columns.put(String.valueOf(name), String.valueOf(column)));
            rows.add(new Row(columns));
        }
        return rows;
    }

    @Override
    public int compareTo(final Row other) {
        return columns.toString().compareTo(other.columns.toString());
    }

    @Override
    public String toString() {
        return columns.toString().replace('=', ':');
    }
}
