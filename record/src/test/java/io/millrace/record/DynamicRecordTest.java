package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DynamicRecordTest {
    private static final int GUARD = 64;

    @Test
    void shouldReadBackWhatWasWrittenForAnyLayout() {
        for (long seed = 0; seed < 400; seed++) {
            final Layout layout = new RandomLayouts(seed).next();
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[layout.sizeBytes() + 2 * GUARD]);
            final DynamicRecord record = RecordType.of(layout).newFlyweight();
            record.wrap(buffer, GUARD);
            final SplittableRandom random = new SplittableRandom(seed);
            final RandomValues values = new RandomValues(random);
            final Map<Field, Object> expected = new HashMap<>();
            for (int write = 0; write < 100; write++) {
                final Field field =
                        layout.fields().get(random.nextInt(layout.fields().size()));
                final Object value = values.next(field);
                expected.put(field, value);
                put(record, field, value);
            }
            final String hint = "seed " + seed + "\n" + layout.describe() + record;
            check(record, expected, hint);
            for (int i = 0; i < GUARD; i++) {
                assertEquals(0, buffer.getByte(i), hint);
                assertEquals(0, buffer.getByte(GUARD + layout.sizeBytes() + i), hint);
            }
        }
    }

    @Test
    void shouldHaveEqualBytesForEqualValuesHoweverTheyCameAbout() {
        for (long seed = 0; seed < 200; seed++) {
            final Layout layout = new RandomLayouts(seed).next();
            final RandomValues values = new RandomValues(new SplittableRandom(seed));
            final DynamicRecord one = fresh(layout);
            final DynamicRecord other = fresh(layout);
            for (final Field field : layout.fields()) {
                final Object value = values.next(field);
                put(one, field, value);
                put(other, field, values.next(field));
                put(other, field, value);
            }
            final String hint = "seed " + seed + "\n" + one + "\n" + other;
            assertTrue(one.contentEquals(other.buffer(), other.offset()), hint);
            assertEquals(one.contentHash(), other.contentHash(), hint);

            final DynamicRecord copy = fresh(layout);
            copy.copyFrom(one);
            assertTrue(copy.contentEquals(one.buffer(), one.offset()), hint);
            assertEquals(one.toString(), copy.toString(), hint);
        }
    }

    @Test
    void shouldRefuseFieldsOfOtherLayoutsAndValuesThatDoNotFit() {
        final Layout layout = Layout.builder("R")
                .int64("a")
                .int8("b")
                .ascii("c", 3)
                .int128("d")
                .build();
        final Layout other = Layout.builder("S").int32("a").int64("x").build();
        final DynamicRecord record = fresh(layout);

        refuses("field a is not of the layout of record R", () -> record.getLong(other.field("a")));
        refuses("128 does not fit field b (int8) of record R", () -> record.putLong(layout.field("b"), 128));
        refuses("field c of record R is ascii, not a whole number", () -> record.getLong(layout.field("c")));
        refuses("field a of record R is int64, not a text", () -> record.getText(layout.field("a")));
        refuses("field a of record R is int64, not a 128-bit number", () -> record.int128(layout.field("a")));
        refuses(
                "field a of record R is int64, not a floating-point number",
                () -> record.putDouble(layout.field("a"), 1));
        refuses("text too long for c of R: 4 characters, at most 3", () -> record.putText(layout.field("c"), "four"));
        refuses(
                "text does not fit c of R: character 2 (U+00FC) is not ASCII",
                () -> record.putText(layout.field("c"), "xü"));
    }

    @Test
    void shouldTakeFieldsOfAnEqualLayout() {
        final Layout layout = Layout.builder("R").int64("a").build();
        final DynamicRecord record = fresh(layout);
        final Field twin = Layout.parse(layout.describe()).field("a");
        assertEquals(7, record.putLong(twin, 7).getLong(twin));
    }

    private static DynamicRecord fresh(final Layout layout) {
        final DynamicRecord record = RecordType.of(layout).newFlyweight();
        record.wrap(new UnsafeBuffer(new byte[layout.sizeBytes()]), 0);
        return record;
    }

    private static void put(final DynamicRecord record, final Field field, final Object value) {
        if (value == null) {
            record.clear(field);
        } else if (value instanceof Long) {
            record.putLong(field, (Long) value);
        } else if (value instanceof Double) {
            record.putDouble(field, (Double) value);
        } else if (value instanceof String) {
            record.putText(field, (String) value);
        } else {
            final BigInteger number = (BigInteger) value;
            record.int128(field).set(number.shiftRight(64).longValue(), number.longValue());
        }
    }

    private static void check(final DynamicRecord record, final Map<Field, Object> expected, final String hint) {
        for (final Field field : record.type().layout().fields()) {
            final Object value = expected.get(field);
            assertEquals(!field.isOptional() || value != null, record.isPresent(field), hint);
            assertEquals(value == null ? RandomValues.zero(field) : value, get(record, field), hint);
        }
    }

    private static Object get(final DynamicRecord record, final Field field) {
        return switch (field.kind()) {
            case FLOAT64, FLOAT32 -> record.getDouble(field);
            case ASCII, UTF8 -> record.getText(field).toString();
            case INT128 -> record.int128(field).toBigInteger();
            default -> record.getLong(field);
        };
    }

    private static void refuses(final String message, final Runnable mistake) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, mistake::run).getMessage());
    }
}
