package io.millrace.windowing.aggregate;

import io.millrace.record.Field;
import io.millrace.record.FieldAccess;
import io.millrace.record.FieldKind;
import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.RecordType;
import java.io.Serializable;

/**
 * A field of the result that a column writes. Results that do not exist, such as the mean of nothing, leave an optional
 * field absent; another one gets 0, or not-a-number where it is a floating-point number.
 */
final class ResultField implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What a column computes. */
    enum Kind {
        /** A whole number of 64 bits. */
        WHOLE,
        /** A whole number of 128 bits. */
        WIDE,
        /** A floating-point number. */
        REAL,
        /** Yes or no. */
        FLAG
    }

    private final String name;
    private final Kind kind;
    private final boolean optional;
    private Field field;

    private ResultField(final String name, final Kind kind, final boolean optional) {
        this.name = name;
        this.kind = kind;
        this.optional = optional;
    }

    static ResultField of(final String name, final Kind kind) {
        return new ResultField(name, kind, false);
    }

    /** One whose value may not exist. */
    static ResultField optional(final String name, final Kind kind) {
        return new ResultField(name, kind, true);
    }

    String name() {
        return name;
    }

    /** Adds the field to a result that is made for the aggregate. */
    void declare(final LayoutBuilder layout) {
        switch (kind) {
            case WHOLE -> layout.int64(name);
            case WIDE -> layout.int128(name);
            case REAL -> layout.float64(name);
            case FLAG -> layout.bool(name);
        }
        if (optional) {
            layout.optional();
        }
    }

    /** Finds the field in the result, and checks that it can hold what is computed. */
    void locate(final RecordType<?, ?> type, final String aggregate) {
        field = type.layout().field(name);
        if (!holds(field.kind())) {
            throw new IllegalArgumentException("field " + name + " of " + type.name() + " is a " + field.kind()
                    + ", not a number that aggregate " + aggregate + " can write");
        }
    }

    private boolean holds(final FieldKind target) {
        final boolean whole = switch (target) {
            case INT64, DECIMAL, SYMBOL, INT32 -> true;
            default -> false;
        };
        return switch (kind) {
            case WHOLE, WIDE -> whole || target == FieldKind.INT128;
            case REAL -> whole || target == FieldKind.FLOAT64 || target == FieldKind.FLOAT32;
            case FLAG -> whole || target == FieldKind.BOOLEAN;
        };
    }

    /** Whether the field is a floating-point number. */
    boolean isReal() {
        return field.kind() == FieldKind.FLOAT64 || field.kind() == FieldKind.FLOAT32;
    }

    void putLong(final Flyweight output, final long value) {
        if (field.kind() == FieldKind.INT128) {
            FieldAccess.int128(output, field).set(value);
        } else {
            FieldAccess.putLong(output, field, value);
        }
    }

    void putFlag(final Flyweight output, final boolean value) {
        FieldAccess.putLong(output, field, value ? 1 : 0);
    }

    void putWide(final Flyweight output, final long high, final long low) {
        if (field.kind() == FieldKind.INT128) {
            FieldAccess.int128(output, field).set(high, low);
        } else if (high == low >> 63) {
            FieldAccess.putLong(output, field, low);
        } else {
            throw new ArithmeticException(
                    "the sum in field " + name + " of " + output.type().name()
                            + " does not fit 64 bits: give it 128 bits, by sum128(..) or an Int128 getter");
        }
    }

    /** Writes a floating-point number, rounded to the nearest where the field is a whole number, halves upwards. */
    void putDouble(final Flyweight output, final double value) {
        if (isReal()) {
            FieldAccess.putDouble(output, field, value);
        } else if (value >= -0x1p63 && value < 0x1p63) {
            FieldAccess.putLong(output, field, Math.round(value));
        } else {
            throw new ArithmeticException(value + " does not fit field " + name + " of "
                    + output.type().name() + ", a whole number: make the field a double");
        }
    }

    /** Says that there is no value. */
    void putNothing(final Flyweight output) {
        if (!field.isOptional() && isReal()) {
            FieldAccess.putDouble(output, field, Double.NaN);
        }
    }
}
