package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Int128Test {
    private static final BigInteger MIN = BigInteger.ONE.shiftLeft(127).negate();
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
    private static final long[] EDGES = {0, 1, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 1L << 32};

    @Test
    void shouldCalculateAsBigIntegerDoes() {
        for (long seed = 0; seed < 20_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Int128Value one = next(random);
            final Int128Value other = next(random);
            final long a = edge(random);
            final long b = edge(random);
            final BigInteger x = one.toBigInteger();
            final BigInteger y = other.toBigInteger();
            final String hint = "seed " + seed + ": " + x + ", " + y + ", " + a + ", " + b;

            check(x.add(y), one, number -> number.add(other), hint);
            check(x.subtract(y), one, number -> number.subtract(other), hint);
            check(x.add(BigInteger.valueOf(a)), one, number -> number.add(a), hint);
            check(x.subtract(BigInteger.valueOf(a)), one, number -> number.subtract(a), hint);
            final BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            check(x.add(product), one, number -> number.addProduct(a, b), hint);
            check(product, one, number -> number.setProduct(a, b), hint);
            check(BigInteger.valueOf(a), one, number -> number.set(a), hint);
            check(y, one, number -> number.set(other), hint);
            assertEquals(x.compareTo(y), Integer.signum(one.compareTo(other)), hint);
            assertEquals(x.signum(), one.signum(), hint);
            assertEquals(x.bitLength() < 64, one.fitsLong(), hint);
            assertEquals(x.doubleValue(), one.doubleValue(), Math.ulp(x.doubleValue()) * 2, hint);
            assertEquals(x.equals(y), one.sameAs(other), hint);
        }
    }

    @Test
    void shouldPrintAsBigIntegerAndBigDecimalDo() {
        for (long seed = 0; seed < 20_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Int128Value number = next(random);
            final int scale = random.nextInt(19);
            assertEquals(number.toBigInteger().toString(), number.toString(), "seed " + seed);
            final StringBuilder out = new StringBuilder("x");
            Decimals.append(number, scale, out);
            final String expected = new BigDecimal(number.toBigInteger(), scale).toPlainString();
            assertEquals("x" + expected, out.toString(), "seed " + seed);
        }
        assertEquals(MIN.toString(), new Int128Value(Long.MIN_VALUE, 0).toString());
        assertEquals(MAX.toString(), new Int128Value(Long.MAX_VALUE, -1).toString());
    }

    @Test
    void shouldRefuseToBecomeALongThatDoesNotFit() {
        assertEquals(-5, new Int128Value(-1, -5).longValueExact());
        assertThrows(ArithmeticException.class, () -> new Int128Value(0, -5).longValueExact());
    }

    private interface Change {
        void apply(MutableInt128 number);
    }

    private static void check(
            final BigInteger expected, final Int128Value start, final Change change, final String hint) {
        final Int128Value number = new Int128Value(start.high(), start.low());
        if (expected.compareTo(MIN) < 0 || expected.compareTo(MAX) > 0) {
            assertThrows(ArithmeticException.class, () -> change.apply(number), hint);
            assertTrue(number.sameAs(start), hint);
        } else {
            change.apply(number);
            assertEquals(expected, number.toBigInteger(), hint);
        }
    }

    private static Int128Value next(final SplittableRandom random) {
        return new Int128Value(edge(random) >> random.nextInt(64), edge(random));
    }

    private static long edge(final SplittableRandom random) {
        return random.nextBoolean() ? random.nextLong() : EDGES[random.nextInt(EDGES.length)];
    }
}
