package io.millrace.engine.csv;

import io.millrace.record.Field;

/**
 * A column that a field is read from.
 *
 * @param field the field; null for the column of arrival times.
 * @param name the column's name.
 * @param index its place in the file.
 * @param minimum the smallest value, unscaled; {@link Long#MIN_VALUE} for any.
 */
record Column(Field field, String name, int index, long minimum) {}
