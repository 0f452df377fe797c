package io.millrace.record;

/**
 * A flyweight for layouts that are known at run time only. Fields are reached by {@link Field}, found once with
 * {@code type.layout().field("price")}; see {@link FieldAccess} for what each method takes and throws. <b>Not
 * thread-safe.</b>
 */
public final class DynamicRecord extends Flyweight {
    DynamicRecord(final RecordType<?, ?> type) {
        super(type);
    }

    /**
     * Reads a whole number, an unscaled decimal, a symbol's id, an enum's ordinal, or a boolean as 0 or 1.
     *
     * @param field a field of this record's layout.
     * @return the value.
     */
    public long getLong(final Field field) {
        return FieldAccess.getLong(this, field);
    }

    /**
     * Writes a whole number, an unscaled decimal, a symbol's id, an enum's ordinal, or a boolean as 0 or 1.
     *
     * @param field a field of this record's layout.
     * @param value the value.
     * @return this.
     */
    public DynamicRecord putLong(final Field field, final long value) {
        FieldAccess.putLong(this, field, value);
        return this;
    }

    /**
     * Reads a floating-point number.
     *
     * @param field a field of this record's layout.
     * @return the value.
     */
    public double getDouble(final Field field) {
        return FieldAccess.getDouble(this, field);
    }

    /**
     * Writes a floating-point number.
     *
     * @param field a field of this record's layout.
     * @param value the value.
     * @return this.
     */
    public DynamicRecord putDouble(final Field field, final double value) {
        FieldAccess.putDouble(this, field, value);
        return this;
    }

    /**
     * Reads a text.
     *
     * @param field a field of this record's layout.
     * @return a view, valid until the flyweight moves or the text is read again.
     */
    public TextField getText(final Field field) {
        return FieldAccess.getText(this, field);
    }

    /**
     * Writes a text.
     *
     * @param field a field of this record's layout.
     * @param value the text.
     * @return this.
     */
    public DynamicRecord putText(final Field field, final CharSequence value) {
        FieldAccess.putText(this, field, value);
        return this;
    }

    /**
     * The number in a 128-bit field, to read and to change.
     *
     * @param field a field of this record's layout.
     * @return a view that moves with this flyweight.
     */
    public Int128Field int128(final Field field) {
        return FieldAccess.int128(this, field);
    }

    /**
     * Whether a field is there.
     *
     * @param field a field of this record's layout.
     * @return true for a field that is not optional.
     */
    public boolean isPresent(final Field field) {
        return FieldAccess.isPresent(this, field);
    }

    /**
     * Sets a field's bytes to zero, and makes it absent if it is optional.
     *
     * @param field a field of this record's layout.
     * @return this.
     */
    public DynamicRecord clear(final Field field) {
        FieldAccess.clear(this, field);
        return this;
    }
}
