package io.millrace.record;

/**
 * Is shown the fields of a record one by one, in the order in which they were declared: see {@link Flyweight#visit}.
 * Texts and 128-bit numbers are views, valid during the call only.
 */
public interface FieldVisitor {
    /**
     * An {@code int64}, {@code int32}, {@code int16} or {@code int8} field.
     *
     * @param field the field.
     * @param value its value.
     */
    void onLong(Field field, long value);

    /**
     * A {@code float64} or {@code float32} field.
     *
     * @param field the field.
     * @param value its value.
     */
    void onDouble(Field field, double value);

    /**
     * A {@code boolean} field.
     *
     * @param field the field.
     * @param value its value.
     */
    void onBoolean(Field field, boolean value);

    /**
     * A {@code char} field.
     *
     * @param field the field.
     * @param value its value.
     */
    void onChar(Field field, char value);

    /**
     * An {@code ascii} or {@code utf8} field.
     *
     * @param field the field.
     * @param value its text, valid during the call.
     */
    void onText(Field field, CharSequence value);

    /**
     * A {@code decimal} field.
     *
     * @param field the field, with the scale.
     * @param unscaled the number times ten to the power of the scale.
     */
    void onDecimal(Field field, long unscaled);

    /**
     * A {@code symbol} field.
     *
     * @param field the field.
     * @param id the id of its text in the dictionary.
     */
    void onSymbol(Field field, int id);

    /**
     * An {@code int128} field.
     *
     * @param field the field, with the scale.
     * @param value its value, valid during the call.
     */
    void onInt128(Field field, Int128 value);

    /**
     * An {@code enum} field.
     *
     * @param field the field, with the constants' names.
     * @param ordinal which constant.
     */
    void onEnum(Field field, int ordinal);

    /**
     * An optional field that is absent.
     *
     * @param field the field.
     */
    void onAbsent(Field field);
}
