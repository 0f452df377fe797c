package io.millrace.engine.csv;

import io.millrace.record.Field;
import io.millrace.record.Layout;
import java.util.ArrayList;
import java.util.List;

/** The columns that a file has, by its first line. */
final class CsvHeader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final List<String> names;

    private CsvHeader(final String file, final List<String> names) {
        this.file = file;
        this.names = names;
    }

    static CsvHeader of(final String file, final CsvRow row) {
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < row.fields(); i++) {
            final String name = new String(row.chars(), row.start(i), row.end(i) - row.start(i));
            names.add(i == 0 && name.startsWith(BYTE_ORDER_MARK) ? name.substring(1) : name);
        }
        return new CsvHeader(file, names);
    }

    int fields() {
        return names.size();
    }

    /** Where the fields of a layout are. Optional ones may be missing; constant ones have no column. */
    List<Column> columns(final Layout layout, final CsvSource.Fields known) throws CsvInputException {
        final List<Column> columns = new ArrayList<>();
        final List<String> missing = new ArrayList<>();
        String firstMissing = null;
        for (final Field field : layout.fields()) {
            if (known.constants().containsKey(field.name())) {
                continue;
            }
            final String mapped = known.columns().get(field.name());
            final String name = mapped == null ? ColumnNames.ofField(field.name()) : mapped;
            final int index = indexOf(name);
            if (index >= 0) {
                columns.add(new Column(field, name, index, known.minima().getOrDefault(field.name(), Long.MIN_VALUE)));
            } else if (mapped != null || !field.isOptional()) {
                missing.add(name);
                firstMissing = firstMissing == null ? field.name() : firstMissing;
            }
        }
        if (!missing.isEmpty()) {
            requireCommas();
            throw new MissingColumnException(file, missing, firstMissing, names);
        }
        return columns;
    }

    /** A single column whose name holds another separator is a file of another kind. */
    private void requireCommas() throws CsvInputException {
        for (final String separator : new String[] {";", "\t", "|"}) {
            if (names.size() == 1 && names.get(0).contains(separator)) {
                throw new CsvInputException(file + ": its header seems to be separated by "
                        + (separator.equals("\t") ? "tabs" : "'" + separator + "'")
                        + ", but columns have to be separated by commas: " + names.get(0));
            }
        }
    }

    /** Where a column is, or -1. */
    int indexOf(final String name) throws CsvInputException {
        final int index = names.indexOf(name);
        if (index >= 0 && names.lastIndexOf(name) != index) {
            throw new CsvInputException(file + " has more than one column '" + name + "'");
        }
        return index;
    }

    MissingColumnException missing(final String name, final String field) {
        return new MissingColumnException(file, List.of(name), field, names);
    }
}
