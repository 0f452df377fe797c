package io.millrace.engine.testkit;

import io.millrace.record.Field;
import io.millrace.record.FieldAccess;
import io.millrace.record.FieldKind;
import io.millrace.record.Flyweight;

/** What came of one side of a law: a result, or an exception. */
record Outcome(Flyweight result, RuntimeException failure) {
    /** Whether another outcome is the same, but for rounding. */
    boolean sameAs(final Outcome other, final double tolerance) {
        if (failure != null || other.failure != null) {
            return failure != null && other.failure != null && failure.getClass() == other.failure.getClass();
        }
        for (final Field field : result.type().layout().fields()) {
            if (!sameField(field, other.result, tolerance)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameField(final Field field, final Flyweight other, final double tolerance) {
        if (FieldAccess.isPresent(result, field) != FieldAccess.isPresent(other, field)) {
            return false;
        }
        if (field.kind() == FieldKind.FLOAT64 || field.kind() == FieldKind.FLOAT32) {
            return close(FieldAccess.getDouble(result, field), FieldAccess.getDouble(other, field), tolerance);
        }
        for (int i = 0; i < field.sizeBytes(); i++) {
            final byte own = result.buffer().getByte(result.offset() + field.offset() + i);
            if (own != other.buffer().getByte(other.offset() + field.offset() + i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(final double one, final double other, final double tolerance) {
        // The first comparison is for infinite numbers and those that are none.
        return Double.compare(one, other) == 0
                || Math.abs(one - other) <= tolerance * Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
    }

    @Override
    public String toString() {
        return failure == null ? result.toString() : "throws " + failure;
    }
}
