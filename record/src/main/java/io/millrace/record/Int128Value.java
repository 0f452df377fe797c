package io.millrace.record;

/** A 128-bit number on the heap, for work outside a record. <b>Not thread-safe.</b> */
public final class Int128Value extends MutableInt128 {
    private long high;
    private long low;

    /** Creates a zero. */
    public Int128Value() {}

    /**
     * Creates a number.
     *
     * @param high the upper 64 bits, with the sign.
     * @param low the lower 64 bits.
     */
    public Int128Value(final long high, final long low) {
        this.high = high;
        this.low = low;
    }

    @Override
    public long high() {
        return high;
    }

    @Override
    public long low() {
        return low;
    }

    @Override
    public void set(final long newHigh, final long newLow) {
        this.high = newHigh;
        this.low = newLow;
    }
}
