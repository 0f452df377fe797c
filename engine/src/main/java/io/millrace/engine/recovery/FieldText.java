package io.millrace.engine.recovery;

import io.millrace.record.Field;

/** A field of a layout in one line: all that is needed to read its bytes. */
final class FieldText {
    private FieldText() {}

    static String of(final Field field) {
        final StringBuilder text = new StringBuilder();
        text.append(field.kind())
                .append(" at ")
                .append(field.offset())
                .append(" of ")
                .append(field.sizeBytes());
        if (field.scale() != 0) {
            text.append(" scale ").append(field.scale());
        }
        if (!field.constants().isEmpty()) {
            text.append(' ').append(String.join(" ", field.constants()));
        }
        return text.toString();
    }
}
