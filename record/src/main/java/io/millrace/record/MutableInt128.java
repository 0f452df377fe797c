package io.millrace.record;

/**
 * A signed 128-bit number that can be changed. All arithmetic is exact: where the result does not fit 128 bits the
 * number stays as it was and {@link ArithmeticException} is thrown. Nothing allocates. <b>Not thread-safe.</b>
 */
public abstract class MutableInt128 implements Int128 {
    /** For the two kinds of number there are: in a record, and on the heap. */
    MutableInt128() {}

    /**
     * Stores both halves.
     *
     * @param high the upper 64 bits, with the sign.
     * @param low the lower 64 bits.
     */
    public abstract void set(long high, long low);

    /**
     * Stores a {@code long}.
     *
     * @param value the number.
     */
    public final void set(final long value) {
        set(value >> 63, value);
    }

    /**
     * Stores another number.
     *
     * @param value the number.
     */
    public final void set(final Int128 value) {
        set(value.high(), value.low());
    }

    /**
     * Stores the product of two numbers, which always fits.
     *
     * @param one a factor.
     * @param other a factor.
     */
    public final void setProduct(final long one, final long other) {
        set(Math.multiplyHigh(one, other), one * other);
    }

    /**
     * Adds a {@code long}.
     *
     * @param value what to add.
     * @throws ArithmeticException if the sum does not fit.
     */
    public final void add(final long value) {
        add(value >> 63, value);
    }

    /**
     * Adds another number.
     *
     * @param value what to add.
     * @throws ArithmeticException if the sum does not fit.
     */
    public final void add(final Int128 value) {
        add(value.high(), value.low());
    }

    /**
     * Adds the product of two numbers.
     *
     * @param one a factor.
     * @param other a factor.
     * @throws ArithmeticException if the sum does not fit.
     */
    public final void addProduct(final long one, final long other) {
        add(Math.multiplyHigh(one, other), one * other);
    }

    /**
     * Adds a number given as both halves.
     *
     * @param high the upper 64 bits, with the sign.
     * @param low the lower 64 bits.
     * @throws ArithmeticException if the sum does not fit.
     */
    public final void add(final long high, final long low) {
        final long oldHigh = high();
        final long newLow = low() + low;
        // An unsigned sum that wrapped is smaller than either summand.
        final long carry = Long.compareUnsigned(newLow, low) < 0 ? 1 : 0;
        final long newHigh = oldHigh + high + carry;
        if (((oldHigh ^ newHigh) & (high ^ newHigh)) < 0) {
            throw overflow("sum");
        }
        set(newHigh, newLow);
    }

    /**
     * Subtracts a {@code long}.
     *
     * @param value what to subtract.
     * @throws ArithmeticException if the difference does not fit.
     */
    public final void subtract(final long value) {
        subtract(value >> 63, value);
    }

    /**
     * Subtracts another number.
     *
     * @param value what to subtract.
     * @throws ArithmeticException if the difference does not fit.
     */
    public final void subtract(final Int128 value) {
        subtract(value.high(), value.low());
    }

    /**
     * Subtracts a number given as both halves.
     *
     * @param high the upper 64 bits, with the sign.
     * @param low the lower 64 bits.
     * @throws ArithmeticException if the difference does not fit.
     */
    public final void subtract(final long high, final long low) {
        final long oldHigh = high();
        final long oldLow = low();
        final long borrow = Long.compareUnsigned(oldLow, low) < 0 ? 1 : 0;
        final long newHigh = oldHigh - high - borrow;
        if (((oldHigh ^ high) & (oldHigh ^ newHigh)) < 0) {
            throw overflow("difference");
        }
        set(newHigh, oldLow - low);
    }

    /** The number in decimal digits. Allocates. */
    @Override
    public final String toString() {
        final StringBuilder out = new StringBuilder();
        Decimals.append(this, 0, out);
        return out.toString();
    }

    private static ArithmeticException overflow(final String what) {
        return new ArithmeticException("the " + what + " does not fit 128 bits");
    }
}
