package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.record.DecimalFormatException.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void shouldPrintAndReadAsBigDecimalDoes() {
        for (long seed = 0; seed < 20_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long unscaled = random.nextLong() >> random.nextInt(64);
            final int scale = random.nextInt(19);
            final StringBuilder out = new StringBuilder();
            Decimals.append(unscaled, scale, out);
            assertEquals(BigDecimal.valueOf(unscaled, scale).toPlainString(), out.toString(), "seed " + seed);
            assertEquals(unscaled, Decimals.parse(out, scale), "seed " + seed);
        }
    }

    @Test
    void shouldReadOrRefuseAnyNumberAsBigDecimalDoes() {
        for (long seed = 0; seed < 50_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final String text = number(random);
            final int scale = random.nextInt(19);
            final BigDecimal exact = new BigDecimal(text);
            final String hint = "seed " + seed + ": " + text + " at scale " + scale;
            final BigInteger unscaled;
            try {
                unscaled = exact.setScale(scale).unscaledValue();
            } catch (final ArithmeticException e) {
                final DecimalFormatException refused =
                        assertThrows(DecimalFormatException.class, () -> Decimals.parse(text, scale), hint);
                assertEquals(true, refused.reason() != Reason.NOT_A_NUMBER, hint);
                continue;
            }
            if (unscaled.compareTo(MIN) < 0 || unscaled.compareTo(MAX) > 0) {
                assertEquals(Reason.OVERFLOW, refusal(text, scale), hint);
            } else {
                assertEquals(unscaled.longValue(), Decimals.parse(text, scale), hint);
            }
        }
    }

    @Test
    void shouldReadTheExtremes() {
        assertEquals(Long.MIN_VALUE, Decimals.parse("-9223372036854775808", 0));
        assertEquals(Long.MAX_VALUE, Decimals.parse("9223372036854775807", 0));
        assertEquals(Long.MAX_VALUE, Decimals.parse("9.223372036854775807", 18));
        assertEquals(Reason.OVERFLOW, refusal("9223372036854775808", 0));
        assertEquals(Reason.OVERFLOW, refusal("-9223372036854775809", 0));
        assertEquals(Reason.OVERFLOW, refusal("10", 18));
    }

    @Test
    void shouldSayWhatIsWrongWithANumber() {
        for (final String text :
                new String[] {"", "-", "+", ".", "-.", "1e5", "1,5", " 1", "1 ", "1.2.3", "NaN", "0x1", "1.2.", "--1"
                }) {
            assertEquals(Reason.NOT_A_NUMBER, refusal(text, 2), text);
        }
        assertEquals(Reason.TOO_MANY_DECIMALS, refusal("1.234", 2));
        assertEquals(
                "too many decimals: \"1.234\", at most 2",
                assertThrows(DecimalFormatException.class, () -> Decimals.parse("1.234", 2))
                        .getMessage());
        assertEquals(Reason.NOT_A_NUMBER, refusal("1.230x", 2));
        assertEquals(123, Decimals.parse("1.2300000000000000000000000", 2));
        assertEquals(500, Decimals.parse("5.", 2));
        assertEquals(50, Decimals.parse(".5", 2));
        assertEquals(-50, Decimals.parse("-.5", 2));
        assertEquals(0, Decimals.parse("-0", 2));
        assertEquals(150, Decimals.parse("a=+1.5;", 2, 6, 2));
    }

    private static Reason refusal(final String text, final int scale) {
        return assertThrows(DecimalFormatException.class, () -> Decimals.parse(text, scale), text)
                .reason();
    }

    private static String number(final SplittableRandom random) {
        final StringBuilder out = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        final int whole = random.nextInt(20);
        final int decimals = random.nextInt(20);
        for (int i = 0; i <= whole; i++) {
            out.append(random.nextInt(10));
        }
        if (decimals > 0) {
            out.append('.');
        }
        for (int i = 0; i < decimals; i++) {
            out.append(random.nextInt(4) == 0 ? random.nextInt(10) : 0);
        }
        return out.toString();
    }
}
