package io.millrace.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Int128DivisionTest {
    private static final int CASES = 300_000;
    private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Halves of any length, and those at which carries happen. */
    private static long half(final SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong(-3, 4);
            case 1 -> Long.MIN_VALUE + random.nextInt(3);
            case 2 -> Long.MAX_VALUE - random.nextInt(3);
            case 3 -> (1L << random.nextInt(64)) + random.nextInt(-1, 2);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private static Int128Value number(final SplittableRandom random) {
        final long low = half(random);
        return random.nextBoolean() ? new Int128Value(low >> 63, low) : new Int128Value(half(random), low);
    }

    private static BigInteger floor(final BigInteger dividend, final BigInteger divisor) {
        final BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() != 0 && dividend.signum() != divisor.signum()
                ? parts[0].subtract(BigInteger.ONE)
                : parts[0];
    }

    @Test
    void shouldRoundDownLikeBigIntegers() {
        int fitting = 0;
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Int128Value dividend = number(random);
            final Int128Value divisor = number(random);
            if (divisor.signum() == 0) {
                continue;
            }
            final BigInteger expected = floor(dividend.toBigInteger(), divisor.toBigInteger());
            final String what = "seed " + seed + ": " + dividend + " by " + divisor;
            if (expected.compareTo(LOWEST) >= 0 && expected.compareTo(HIGHEST) <= 0) {
                assertEquals(expected.longValueExact(), dividend.floorDivide(divisor), what);
                fitting++;
            } else {
                assertThrows(ArithmeticException.class, () -> dividend.floorDivide(divisor), what);
            }
        }
        assertEquals(true, fitting > CASES / 3, "cases whose quotient fits: " + fitting);
    }

    @Test
    void shouldRefuseToDivideByZero() {
        final Int128Value zero = new Int128Value();
        assertThrows(ArithmeticException.class, () -> zero.floorDivide(zero));
    }
}
