package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TextFieldTest {
    private static final Layout LAYOUT = Layout.builder("Text")
            .ascii("ascii", 4)
            .utf8("utf8", 6)
            .ascii("cut", 4)
            .truncate()
            .utf8("cutUtf8", 6)
            .truncate()
            .build();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LAYOUT.sizeBytes()]);
    private final DynamicRecord record = RecordType.of(LAYOUT).newFlyweight();

    TextFieldTest() {
        record.wrap(buffer, 0);
    }

    @Test
    void shouldCutBetweenCharactersOnly() {
        assertEquals("abcd", put("cut", "abcde"));
        assertEquals("😀", put("cutUtf8", "😀€"));
        assertEquals("€€", put("cutUtf8", "€€€"));
        assertEquals("€ü", put("cutUtf8", "€üü"));
        assertEquals("", put("cutUtf8", ""));
    }

    @Test
    void shouldKeepTheOldTextWhenTheNewOneIsRefused() {
        put("ascii", "old");
        put("utf8", "öld");
        assertThrows(IllegalArgumentException.class, () -> put("ascii", "12345"));
        assertThrows(IllegalArgumentException.class, () -> put("ascii", "xyü"));
        assertThrows(IllegalArgumentException.class, () -> put("utf8", "€€ü"));
        assertThrows(IllegalArgumentException.class, () -> put("utf8", "x\uD83D"));
        assertThrows(IllegalArgumentException.class, () -> put("cutUtf8", "\uDE00x"));
        assertEquals("old", record.getText(LAYOUT.field("ascii")).toString());
        assertEquals("öld", record.getText(LAYOUT.field("utf8")).toString());
    }

    @Test
    void shouldBehaveAsACharSequence() {
        put("ascii", "abcd");
        final TextField text = record.getText(LAYOUT.field("ascii"));
        assertEquals('c', text.charAt(2));
        assertEquals("bc", text.subSequence(1, 3).toString());
        assertThrows(IndexOutOfBoundsException.class, () -> text.charAt(4));
        assertThrows(IndexOutOfBoundsException.class, () -> text.charAt(-1));
        assertTrue(text.contentEquals("abcd"));
        assertFalse(text.contentEquals("abce"));
        assertFalse(text.contentEquals("abc"));
        put("utf8", "ü");
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> record.getText(LAYOUT.field("utf8")).charAt(1));
    }

    @Test
    void shouldReadAnyBytesWithoutFailing() {
        final SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            for (int i = 0; i < LAYOUT.sizeBytes(); i++) {
                buffer.putByte(i, (byte) random.nextInt());
            }
            for (final Field field : LAYOUT.fields()) {
                assertTrue(record.getText(field).toString().length() <= field.textBytes(), "seed 7, round " + round);
            }
        }
    }

    @Test
    void shouldStoreWhatTheStandardEncoderStores() {
        final String text = "aü€";
        put("utf8", text);
        final byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        final int start = LAYOUT.field("utf8").offset();
        assertEquals(expected.length, buffer.getByte(start));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], buffer.getByte(start + 1 + i));
        }
    }

    private String put(final String name, final String value) {
        return record.putText(LAYOUT.field(name), value)
                .getText(LAYOUT.field(name))
                .toString();
    }
}
