package io.millrace.engine.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.record.Decimals;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    private static final char[] ALPHABET = "0123456789012345678900.-+x".toCharArray();

    @Test
    void shouldReadWhatDecimalsRead() {
        final long seed = 17;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            final char[] chars = new char[random.nextInt(23)];
            for (int j = 0; j < chars.length; j++) {
                chars[j] = ALPHABET[random.nextInt(j == 0 ? ALPHABET.length : 23)];
            }
            final int scale = random.nextInt(10);
            final String text = new String(chars);
            final String message = "seed " + seed + ", '" + text + "' at scale " + scale;
            final long expected;
            try {
                expected = Decimals.parse(text, scale);
            } catch (final IllegalArgumentException e) {
                assertThrows(IllegalArgumentException.class, () -> parse(chars, scale), message);
                continue;
            }
            assertEquals(expected, parse(chars, scale), message);
        }
    }

    @Test
    void shouldReadTheExtremes() {
        assertEquals(Long.MAX_VALUE, parse("9223372036854775807".toCharArray(), 0));
        assertEquals(Long.MIN_VALUE, parse("-9223372036854775808".toCharArray(), 0));
        assertEquals(Long.MAX_VALUE, parse("9223372036.854775807".toCharArray(), 9));
        assertThrows(IllegalArgumentException.class, () -> parse("9223372036854775808".toCharArray(), 0));
        assertThrows(IllegalArgumentException.class, () -> parse("9999999999999999999".toCharArray(), 0));
    }

    private static long parse(final char[] chars, final int scale) {
        return NumberText.parse(chars, 0, chars.length, scale, new FieldText());
    }
}
