package io.millrace.engine.csv;

import java.util.List;

/** A CSV file lacks columns for fields of the record. */
public final class MissingColumnException extends CsvInputException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates the exception.
     *
     * @param file the file.
     * @param missing names of the columns that are not there.
     * @param field the field that the first of them is for.
     * @param present names of the columns that are there.
     */
    MissingColumnException(
            final String file, final List<String> missing, final String field, final List<String> present) {
        super(file + " has no column" + (missing.size() == 1 ? " '" : "s '") + String.join("', '", missing)
                + "'; its header names: " + String.join(", ", present));
        this.field = field;
    }

    /**
     * The field that the first missing column is for.
     *
     * @return the field's name.
     */
    public String field() {
        return field;
    }
}
