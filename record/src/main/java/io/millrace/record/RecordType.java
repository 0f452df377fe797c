package io.millrace.record;

import java.util.Objects;
import java.util.function.Function;

/**
 * What is known of a kind of record: its name, its layout, and how to make a flyweight over it.
 *
 * <p>Immutable and thread-safe; the flyweights it makes are not.
 *
 * @param <T> the interface through which the record is read.
 * @param <F> the flyweight through which it is written.
 */
public final class RecordType<T, F extends Flyweight> {
    private final Class<T> recordClass;
    private final Layout layout;
    private final Function<RecordType<T, F>, F> factory;

    /**
     * Creates a type. Generated code calls this once per record, for its {@code TYPE} constant.
     *
     * @param recordClass the interface through which the record is read.
     * @param layout      where each field lies.
     * @param factory     makes a flyweight of the type it is given.
     */
    public RecordType(final Class<T> recordClass, final Layout layout, final Function<RecordType<T, F>, F> factory) {
        this.recordClass = Objects.requireNonNull(recordClass, "recordClass");
        this.layout = Objects.requireNonNull(layout, "layout");
        this.factory = Objects.requireNonNull(factory, "factory");
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
        return layout.sizeBytes();
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
}
