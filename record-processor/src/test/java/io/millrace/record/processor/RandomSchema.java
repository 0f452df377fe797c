package io.millrace.record.processor;

import io.millrace.record.Field;
import io.millrace.record.FieldKind;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A record by chance: the source of its interface, and the layout that it must get. */
final class RandomSchema {
    private final SplittableRandom random;
    private final String name;
    private final StringBuilder body = new StringBuilder();
    private final LayoutBuilder layout;
    private boolean hasEventTime;

    RandomSchema(final long seed) {
        this.random = new SplittableRandom(seed);
        this.name = "R" + seed;
        this.layout = Layout.builder(name);
        final int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            addField("field" + i, FieldKind.values()[random.nextInt(FieldKind.values().length)]);
        }
    }

    String name() {
        return name;
    }

    Layout layout() {
        return layout.build();
    }

    String source() {
        final String imports = "import io.millrace.record.*;\nimport io.millrace.record.Record;\n";
        return "package random;\n" + imports + "@Record public interface " + name + " {\n" + body + "}\n";
    }

    /** A value that the field takes as its setter does. */
    Object value(final Field field, final Class<?> type) {
        final long bits = random.nextLong() >> random.nextInt(64);
        return switch (field.kind()) {
            case INT64, DECIMAL -> bits;
            case INT32, SYMBOL -> (int) bits;
            case INT16 -> (short) bits;
            case INT8 -> (byte) bits;
            case CHAR -> (char) bits;
            case BOOLEAN -> bits % 2 == 0;
            case FLOAT64 -> Double.longBitsToDouble(bits);
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            case ENUM ->
                type.getEnumConstants()[random.nextInt(field.constants().size())];
            case ASCII -> "~ az09,".repeat(field.textBytes()).substring(0, random.nextInt(field.textBytes() + 1));
            case UTF8 -> "ü".repeat(random.nextInt(field.textBytes() / 2 + 1));
            case INT128 -> new io.millrace.record.Int128Value(random.nextLong(), bits);
        };
    }

    private void addField(final String field, final FieldKind kind) {
        final boolean eventTime = kind == FieldKind.INT64 && !hasEventTime && random.nextBoolean();
        final boolean optional = !eventTime && random.nextInt(3) == 0;
        body.append(eventTime ? "    @EventTime " : optional ? "    @Optional " : "    ");
        switch (kind) {
            case INT64 -> append(layout.int64(field), "long ");
            case INT32 -> append(layout.int32(field), "int ");
            case INT16 -> append(layout.int16(field), "short ");
            case INT8 -> append(layout.int8(field), "byte ");
            case CHAR -> append(layout.character(field), "char ");
            case BOOLEAN -> append(layout.bool(field), "boolean ");
            case FLOAT64 -> append(layout.float64(field), "double ");
            case FLOAT32 -> append(layout.float32(field), "float ");
            case SYMBOL -> append(layout.symbol(field), "@Symbol int ");
            case DECIMAL -> addDecimal(field);
            case INT128 -> append(layout.int128(field), "Int128 ");
            case ASCII, UTF8 -> addText(field, kind);
            case ENUM -> addEnum(field);
            default -> throw new IllegalStateException("no kind " + kind);
        }
        body.append(field).append("();\n");
        if (eventTime) {
            layout.eventTime();
            hasEventTime = true;
        }
        if (optional) {
            layout.optional();
            final String has = "has" + field.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + field.substring(1);
            body.append(random.nextBoolean() ? "    boolean " + has + "();\n" : "");
        }
    }

    private void addDecimal(final String field) {
        final int scale = random.nextInt(19);
        append(layout.decimal(field, scale), "@Decimal(" + scale + ") long ");
    }

    private void addText(final String field, final FieldKind kind) {
        final int bytes = random.nextInt(8) == 0 ? 256 + random.nextInt(20) : 1 + random.nextInt(20);
        if (kind == FieldKind.ASCII) {
            append(layout.ascii(field, bytes), "@Ascii(" + bytes + ") CharSequence ");
        } else {
            append(layout.utf8(field, bytes), "@Utf8(" + bytes + ") CharSequence ");
        }
    }

    private void addEnum(final String field) {
        final int count = random.nextInt(8) == 0 ? 257 + random.nextInt(20) : 1 + random.nextInt(6);
        final List<String> constants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            constants.add("C" + i);
        }
        final String type = "E_" + field;
        append(layout.enumeration(field, constants), type + " ");
        body.insert(0, "    enum " + type + " { " + String.join(", ", constants) + " }\n");
    }

    /** The builder is passed so that layout and source are written in one line. */
    private void append(final LayoutBuilder extended, final String source) {
        assert extended == layout;
        body.append(source);
    }
}
