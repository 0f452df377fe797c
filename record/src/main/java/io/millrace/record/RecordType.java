package io.millrace.record;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is known of a kind of record: its name, its layout, and how to make a flyweight over it.
 *
 * <p>Immutable, thread-safe and serializable (functions may capture a type); the flyweights it makes are neither.
 *
 * @param <T> the interface through which the record is read.
 * @param <F> the flyweight through which it is written.
 */
public final class RecordType<T, F extends Flyweight> implements Serializable {
    private static final long serialVersionUID = 1L;

    static {
        JvmFlags.check();
    }

    private final transient Class<T> recordClass;
    private final transient Layout layout;
    private final transient int sizeBytes;
    private final transient Function<RecordType<T, F>, F> factory;

    /**
     * Creates a type for a flyweight written by hand.
     *
     * @param recordClass the interface through which the record is read.
     * @param layout where each field lies.
     * @param factory makes a flyweight of the type it is given.
     */
    public RecordType(final Class<T> recordClass, final Layout layout, final Function<RecordType<T, F>, F> factory) {
        this.recordClass = Objects.requireNonNull(recordClass, "recordClass");
        this.layout = Objects.requireNonNull(layout, "layout");
        this.sizeBytes = layout.sizeBytes();
        this.factory = Objects.requireNonNull(factory, "factory");
    }

    /**
     * For generated code: creates the {@code TYPE} of a record.
     *
     * @param <T> the interface through which the record is read.
     * @param <F> the flyweight through which it is written.
     * @param recordClass the interface through which the record is read.
     * @param layout where each field lies.
     * @param fingerprint the layout's fingerprint when the code was generated.
     * @param factory makes a flyweight of the type it is given.
     * @return the type.
     * @throws IllegalStateException if the layout is not the one that the code was generated for: an enum got other
     *     constants, or the library another version.
     */
    public static <T, F extends Flyweight> RecordType<T, F> generated(
            final Class<T> recordClass,
            final Layout layout,
            final long fingerprint,
            final Function<RecordType<T, F>, F> factory) {
        if (layout.fingerprint() != fingerprint) {
            throw new IllegalStateException(
                    "the flyweight of record " + layout.name() + " was generated for another layout"
                            + " (an enum's constants or the library changed since): compile " + recordClass.getName()
                            + " again");
        }
        return new RecordType<>(recordClass, layout, factory);
    }

    /**
     * Makes a type from a layout that is known at run time only.
     *
     * @param layout where each field lies.
     * @return a type whose flyweights are read and written by {@link Field}.
     */
    public static RecordType<DynamicRecord, DynamicRecord> of(final Layout layout) {
        return new RecordType<>(DynamicRecord.class, layout, DynamicRecord::new);
    }

    /**
     * The same type with another scale for one of its decimals: same flyweight, same offsets, another fingerprint. Make
     * its flyweights with {@link #newFlyweight()}: the generated constructor makes those of the scale in the source.
     *
     * @param fieldName the name of a decimal or 128-bit field.
     * @param scale digits after the decimal point, 0 to {@link Decimals#MAX_SCALE}.
     * @return a new type.
     * @throws IllegalArgumentException if there is no such field, it has no scale, or the scale is out of range.
     */
    public RecordType<T, F> withScale(final String fieldName, final int scale) {
        return new RecordType<>(recordClass, layout.withScale(fieldName, scale), factory);
    }

    /** The same type with the scales of another layout of it; for reading a stored type back. */
    RecordType<T, F> withScalesOf(final Layout scaled) {
        if (layout.fingerprint() == scaled.fingerprint()) {
            return this;
        }
        Layout result = layout;
        for (final Field field : scaled.fields()) {
            if (field.kind().isScaled() && result.hasField(field.name())) {
                result = result.withScale(field.name(), field.scale());
            }
        }
        if (result.fingerprint() != scaled.fingerprint()) {
            throw new IllegalArgumentException("record " + layout.name()
                    + " had another layout when its type was stored: " + String.join("; ", result.differences(scaled)));
        }
        return new RecordType<>(recordClass, result, factory);
    }

    /**
     * The interface through which the record is read.
     *
     * @return the class.
     */
    public Class<T> recordClass() {
        return recordClass;
    }

    /**
     * The record's name, as it appears in descriptions and errors.
     *
     * @return the name.
     */
    public String name() {
        return layout.name();
    }

    /**
     * Where each field lies.
     *
     * @return the layout.
     */
    public Layout layout() {
        return layout;
    }

    /**
     * Size of one record.
     *
     * @return the size in bytes, padding included; a multiple of 8.
     */
    public int sizeBytes() {
        return sizeBytes;
    }

    /**
     * Offset of the event time within the record.
     *
     * @return the offset in bytes, or -1 if the record has no event time.
     */
    public int eventTimeOffset() {
        return layout.eventTimeOffset();
    }

    /**
     * Makes a flyweight that is not wrapped yet.
     *
     * @return a new flyweight.
     */
    public F newFlyweight() {
        return factory.apply(this);
    }

    @Override
    public String toString() {
        return layout.toString();
    }

    @Serial
    private Object writeReplace() {
        return new SerialForms.OfType(newFlyweight().getClass(), layout);
    }
}
