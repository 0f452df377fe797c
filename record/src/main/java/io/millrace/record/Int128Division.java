package io.millrace.record;

/** Division of 128-bit numbers whose quotient is a {@code long}. */
final class Int128Division {
    private static final long HALF = 0xFFFF_FFFFL;

    private Int128Division() {}

    static long floor(final long high, final long low, final long divisorHigh, final long divisorLow) {
        if ((divisorHigh | divisorLow) == 0) {
            throw new ArithmeticException("division of a 128-bit number by zero");
        }
        if (high == low >> 63 && divisorHigh == divisorLow >> 63 && low != Long.MIN_VALUE) {
            return Math.floorDiv(low, divisorLow);
        }
        // Magnitudes, unsigned: that of the smallest number fits, too.
        final long lowSize = high < 0 ? -low : low;
        final long highSize = high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
        final long byLow = divisorHigh < 0 ? -divisorLow : divisorLow;
        final long byHigh = divisorHigh < 0 ? ~divisorHigh + (divisorLow == 0 ? 1 : 0) : divisorHigh;
        final long quotient = quotient(highSize, lowSize, byHigh, byLow);
        if ((high ^ divisorHigh) >= 0) {
            return requireFits(quotient >= 0, quotient);
        }
        final boolean exact =
                quotient * byLow == lowSize && unsignedHigh(quotient, byLow) + quotient * byHigh == highSize;
        final long rounded = exact ? quotient : quotient + 1;
        return requireFits(quotient >= 0 || rounded == Long.MIN_VALUE, -rounded);
    }

    private static long requireFits(final boolean fits, final long result) {
        if (!fits) {
            throw quotientTooLarge();
        }
        return result;
    }

    /** Quotient of unsigned numbers, rounded down; below two to the power of 64, or an error. */
    private static long quotient(final long high, final long low, final long byHigh, final long byLow) {
        if (byHigh == 0) {
            if (Long.compareUnsigned(high, byLow) >= 0) {
                throw quotientTooLarge();
            }
            return high == 0 ? Long.divideUnsigned(low, byLow) : divide(high, low, byLow);
        }
        // Estimated from the upper bits of both, then taken down by one, it is right or one too small.
        final int shift = Long.numberOfLeadingZeros(byHigh);
        final long upper = shift == 0 ? byHigh : byHigh << shift | byLow >>> 64 - shift;
        final long estimate = divide(high >>> 1, high << 63 | low >>> 1, upper) >>> 63 - shift;
        final long under = estimate == 0 ? 0 : estimate - 1;
        final long productLow = under * byLow;
        final long productHigh = unsignedHigh(under, byLow) + under * byHigh;
        final long restLow = low - productLow;
        final long restHigh = high - productHigh - (Long.compareUnsigned(low, productLow) < 0 ? 1 : 0);
        final boolean tooSmall = restHigh == byHigh
                ? Long.compareUnsigned(restLow, byLow) >= 0
                : Long.compareUnsigned(restHigh, byHigh) > 0;
        return tooSmall ? under + 1 : under;
    }

    /** Unsigned 128 by 64 bits, where high is below the divisor; long division with digits of 32 bits. */
    private static long divide(final long high, final long low, final long divisor) {
        final int shift = Long.numberOfLeadingZeros(divisor);
        final long by = divisor << shift;
        final long upper = shift == 0 ? high : high << shift | low >>> 64 - shift;
        final long lower = low << shift;
        final long firstDigit = digit(upper, lower >>> 32, by);
        final long rest = (upper << 32) + (lower >>> 32) - firstDigit * by;
        return (firstDigit << 32) + digit(rest, lower & HALF, by);
    }

    /** The next digit of a quotient: of (upper, next digit of the dividend) by a divisor whose top bit is set. */
    private static long digit(final long upper, final long next, final long by) {
        final long byUpper = by >>> 32;
        final long byLower = by & HALF;
        long digit = Long.divideUnsigned(upper, byUpper);
        long rest = upper - digit * byUpper;
        while (digit > HALF || Long.compareUnsigned(digit * byLower, (rest << 32) + next) > 0) {
            digit--;
            rest += byUpper;
            if (rest > HALF) {
                break;
            }
        }
        return digit;
    }

    private static long unsignedHigh(final long one, final long other) {
        return Math.multiplyHigh(one, other) + (one >> 63 & other) + (other >> 63 & one);
    }

    private static ArithmeticException quotientTooLarge() {
        return new ArithmeticException("the quotient of 128-bit numbers does not fit a long");
    }
}
