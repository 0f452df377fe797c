package io.millrace.record;

import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.Field;

/** What is written for a field, a layout or a type when a function that captured it is serialized. */
final class SerialForms {
    private SerialForms() {}

    /** A field: its line in a description, and its place. */
    record OfField(String line, int index) implements Serializable {
        @Serial
        private Object readResolve() {
            return LayoutParser.parseField(line, index);
        }
    }

    /** A layout: its description. */
    record OfLayout(String description) implements Serializable {
        @Serial
        private Object readResolve() {
            return Layout.parse(description);
        }
    }

    /**
     * A type: the class of its flyweights, which has the type as it is in the source, and the layout for the scales.
     */
    record OfType(Class<?> flyweightClass, Layout layout) implements Serializable {
        @Serial
        private Object readResolve() throws InvalidObjectException {
            if (flyweightClass == DynamicRecord.class) {
                return RecordType.of(layout);
            }
            try {
                final Field constant = flyweightClass.getDeclaredField("TYPE");
                constant.setAccessible(true);
                return ((RecordType<?, ?>) constant.get(null)).withScalesOf(layout);
            } catch (final ReflectiveOperationException | ClassCastException e) {
                throw new InvalidObjectException(flyweightClass + " has no TYPE: " + e.getMessage());
            }
        }
    }
}
