package io.millrace.record.processor;

import io.millrace.record.FieldKind;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.Overflow;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/** One getter, understood: which kind of field it is. Immutable. */
final class FieldModel {
    private final ExecutableElement getter;
    private final FieldKind kind;
    private final FieldDetails details;
    private final boolean optional;

    FieldModel(
            final ExecutableElement getter, final FieldKind kind, final FieldDetails details, final boolean optional) {
        this.getter = getter;
        this.kind = kind;
        this.details = details;
        this.optional = optional;
    }

    /** What only some kinds have. */
    record FieldDetails(int scale, int textBytes, Overflow overflow, List<String> constants, boolean eventTime) {
        static FieldDetails none() {
            return new FieldDetails(0, 0, Overflow.REJECT, List.of(), false);
        }

        static FieldDetails ofEventTime() {
            return new FieldDetails(0, 0, Overflow.REJECT, List.of(), true);
        }

        static FieldDetails ofScale(final int scale) {
            return new FieldDetails(scale, 0, Overflow.REJECT, List.of(), false);
        }

        static FieldDetails ofText(final int textBytes, final Overflow overflow) {
            return new FieldDetails(0, textBytes, overflow, List.of(), false);
        }

        static FieldDetails ofConstants(final List<String> constants) {
            return new FieldDetails(0, 0, Overflow.REJECT, constants, false);
        }
    }

    String name() {
        return getter.getSimpleName().toString();
    }

    /** The getter's name with a prefix in front: {@code hasPrice}. */
    String prefixed(final String prefix) {
        final String name = name();
        return prefix + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    ExecutableElement getter() {
        return getter;
    }

    TypeMirror type() {
        return getter.getReturnType();
    }

    FieldKind kind() {
        return kind;
    }

    int scale() {
        return details.scale();
    }

    int textBytes() {
        return details.textBytes();
    }

    Overflow overflow() {
        return details.overflow();
    }

    boolean optional() {
        return optional;
    }

    boolean eventTime() {
        return details.eventTime();
    }

    /** Whether two getters of the same name, inherited from two interfaces, say the same. */
    boolean sameAs(final FieldModel other) {
        return kind == other.kind
                && details.equals(other.details)
                && optional == other.optional
                && type().toString().equals(other.type().toString());
    }

    void addTo(final LayoutBuilder layout) {
        switch (kind) {
            case INT64 -> layout.int64(name());
            case INT32 -> layout.int32(name());
            case INT16 -> layout.int16(name());
            case INT8 -> layout.int8(name());
            case CHAR -> layout.character(name());
            case BOOLEAN -> layout.bool(name());
            case FLOAT64 -> layout.float64(name());
            case FLOAT32 -> layout.float32(name());
            case ENUM -> layout.enumeration(name(), details.constants());
            case ASCII -> layout.ascii(name(), textBytes());
            case UTF8 -> layout.utf8(name(), textBytes());
            case DECIMAL -> layout.decimal(name(), scale());
            case SYMBOL -> layout.symbol(name());
            case INT128 -> layout.int128(name(), scale());
            default -> throw new IllegalStateException("no kind " + kind);
        }
        if (overflow() == Overflow.TRUNCATE) {
            layout.truncate();
        }
        if (optional) {
            layout.optional();
        }
        if (eventTime()) {
            layout.eventTime();
        }
    }
}
