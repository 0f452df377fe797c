package io.millrace.engine.csv;

/** Names of columns: a field's name in snake case. */
final class ColumnNames {
    private ColumnNames() {}

    /** {@code timeNs} becomes {@code time_ns}. */
    static String ofField(final String field) {
        final StringBuilder name = new StringBuilder(field.length() + 4);
        for (int i = 0; i < field.length(); i++) {
            final char c = field.charAt(i);
            if (Character.isUpperCase(c)) {
                if (i > 0 && !Character.isUpperCase(field.charAt(i - 1))) {
                    name.append('_');
                }
                name.append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
