package io.millrace.record;

/** Writes 128-bit numbers as decimal digits without allocating. */
final class Int128Digits {
    private static final long GROUP = 1_000_000_000L;
    private static final int GROUP_DIGITS = 9;
    private static final int MAX_DIGITS = 39;
    private static final long LOW_HALF = 0xFFFFFFFFL;

    private Int128Digits() {}

    /** Writes zeros first, then fills the digits in from the last. */
    static void append(final long high, final long low, final int scale, final StringBuilder out) {
        if (high < 0) {
            out.append('-');
        }
        final long lowMagnitude = high < 0 ? -low : low;
        final long highMagnitude = high < 0 ? ~high + (low == 0 ? 1 : 0) : high;
        final int start = out.length();
        for (int i = 0; i < MAX_DIGITS; i++) {
            out.append('0');
        }
        fill(highMagnitude, lowMagnitude, out);
        int zeros = 0;
        while (zeros < MAX_DIGITS - 1 - scale && out.charAt(start + zeros) == '0') {
            zeros++;
        }
        out.delete(start, start + zeros);
        if (scale > 0) {
            out.insert(out.length() - scale, '.');
        }
    }

    /** Long division by a billion, on 32-bit limbs: each partial dividend fits a long. */
    private static void fill(final long highMagnitude, final long lowMagnitude, final StringBuilder out) {
        long high = highMagnitude;
        long low = lowMagnitude;
        int end = out.length();
        while ((high | low) != 0) {
            final long top = high >>> 32;
            long rest = (top % GROUP) << 32 | high & LOW_HALF;
            high = top / GROUP << 32 | rest / GROUP;
            rest = (rest % GROUP) << 32 | low >>> 32;
            final long middle = rest / GROUP;
            rest = (rest % GROUP) << 32 | low & LOW_HALF;
            low = middle << 32 | rest / GROUP;
            int digits = (int) (rest % GROUP);
            for (int i = 1; i <= GROUP_DIGITS && digits != 0; i++) {
                out.setCharAt(end - i, (char) ('0' + digits % 10));
                digits /= 10;
            }
            end -= GROUP_DIGITS;
        }
    }
}
