package io.millrace.record;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A signed 128-bit number that can be read. Sums of products of longs are exact in it.
 *
 * <p>As a getter's return type it makes the getter a 128-bit field; with {@link Decimal} the number has a scale.
 */
public interface Int128 extends Comparable<Int128> {
    /**
     * The upper 64 bits, with the sign.
     *
     * @return bits 64 to 127.
     */
    long high();

    /**
     * The lower 64 bits, unsigned.
     *
     * @return bits 0 to 63.
     */
    long low();

    /**
     * Whether the number is a {@code long}.
     *
     * @return true if {@link #longValueExact()} would return it.
     */
    default boolean fitsLong() {
        return high() == low() >> 63;
    }

    /**
     * The number as a {@code long}.
     *
     * @return the number.
     * @throws ArithmeticException if it does not fit.
     */
    default long longValueExact() {
        if (!fitsLong()) {
            throw new ArithmeticException("128-bit number does not fit a long: " + toBigInteger());
        }
        return low();
    }

    /**
     * The number's sign.
     *
     * @return -1, 0 or 1.
     */
    default int signum() {
        return (high() | low()) == 0 ? 0 : high() < 0 ? -1 : 1;
    }

    /**
     * The nearest {@code double}, allocation free; the last bits may differ from correct rounding.
     *
     * @return high times two to the power of 64, plus low.
     */
    default double doubleValue() {
        if (fitsLong()) {
            return low();
        }
        final double low = (low() >>> 1) * 2.0 + (low() & 1);
        return high() * 0x1p64 + low;
    }

    /**
     * The number as a {@link BigInteger}. Allocates.
     *
     * @return the number.
     */
    default BigInteger toBigInteger() {
        return new BigInteger(
                ByteBuffer.allocate(16).putLong(high()).putLong(low()).array());
    }

    /**
     * Divides, rounding down: also a negative quotient, so that -7 by 2 is -4. Allocates nothing.
     *
     * @param divisor what to divide by.
     * @return the largest whole number that is not above the quotient.
     * @throws ArithmeticException if the divisor is zero, or the result does not fit a {@code long}.
     */
    default long floorDivide(final Int128 divisor) {
        return floorDivide(high(), low(), divisor.high(), divisor.low());
    }

    /**
     * Divides two numbers given as halves; see {@link #floorDivide(Int128)}.
     *
     * @param high the upper 64 bits of what to divide, with the sign.
     * @param low its lower 64 bits.
     * @param divisorHigh the upper 64 bits of what to divide by, with the sign.
     * @param divisorLow its lower 64 bits.
     * @return the largest whole number that is not above the quotient.
     * @throws ArithmeticException if the divisor is zero, or the result does not fit a {@code long}.
     */
    static long floorDivide(final long high, final long low, final long divisorHigh, final long divisorLow) {
        return Int128Division.floor(high, low, divisorHigh, divisorLow);
    }

    @Override
    default int compareTo(final Int128 other) {
        final int byHigh = Long.compare(high(), other.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low(), other.low());
    }

    /**
     * Whether another number is the same. ({@code equals} is not defined: numbers in records change in place.)
     *
     * @param other the other number.
     * @return true if all 128 bits are the same.
     */
    default boolean sameAs(final Int128 other) {
        return high() == other.high() && low() == other.low();
    }
}
