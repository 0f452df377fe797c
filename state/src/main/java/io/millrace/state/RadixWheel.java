package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * Timers in buckets by how far a number of theirs, deadline or key, is ahead of a base: eight levels of 256 buckets.
 * The level is the highest byte in which the number differs from the base, the bucket is that byte. So a bucket of
 * level 0 holds equal numbers, and what lies near the base lies fine, what is far away lies coarse: a timer moves at
 * most eight times before it is due, usually two or three times, wherever it is.
 *
 * <p>Numbers are compared as if without sign: owners flip the sign bit. Within a bucket timers stay in the order in
 * which they were added.
 *
 * <pre>
 *   root:  0 base 8 | 8 segment of each level 64
 *   level: 256 times { first cell 4 | last cell 4 | a number no greater than any in the bucket 8 }
 * </pre>
 */
final class RadixWheel {
    static final int ROOT_BYTES = 72;
    static final int NONE = -1;

    private static final int LEVELS = 8;
    private static final int WORDS = 4;
    private static final int SEGMENTS = 8;
    private static final int BUCKET_SHIFT = 4;
    private static final int LAST = 4;
    private static final int LEAST = 8;
    private static final int DIGIT_MASK = 0xFF;

    private final Arena arena;
    private final long root;
    private final TimerCells cells;
    private final int numberOffset;
    private final int place;
    private final long[] levels = new long[LEVELS];

    /** Which buckets hold timers; derived. */
    private final long[] filled = new long[LEVELS * WORDS];

    private int filledLevels;

    /**
     * Opens a wheel whose fields lie at a root.
     *
     * @param numberOffset where in a cell the number lies that this wheel goes by.
     * @param place the place of the timers in this wheel.
     */
    RadixWheel(final Arena arena, final long root, final TimerCells cells, final int numberOffset, final int place) {
        this.arena = arena;
        this.root = root;
        this.cells = cells;
        this.numberOffset = numberOffset;
        this.place = place;
        for (int level = 0; level < LEVELS; level++) {
            levels[level] = arena.getLong(root + SEGMENTS + Long.BYTES * (long) level);
            for (int digit = 0; levels[level] != 0 && digit <= DIGIT_MASK; digit++) {
                if (UnsafeApi.getInt(address(level, digit)) != 0) {
                    setFilled(level, digit);
                }
            }
        }
    }

    boolean isEmpty() {
        return filledLevels == 0;
    }

    /** The least number that may be added. */
    long base() {
        return arena.getLong(root);
    }

    /** Moves the base, upwards while there are timers, and then not beyond the lowest of them. */
    void base(final long base) {
        arena.beforeWrite(root);
        arena.putLong(root, base);
    }

    /** Makes room for a number, at its level and all finer ones, so that {@link #add} and moving it cannot fail. */
    void prepare(final long number) {
        int level = level(number);
        while (level >= 0 && levels[level] == 0) {
            level--;
        }
        // Finer levels come first: where one is there, all below it are.
        while (levels[level(number)] == 0) {
            level++;
            levels[level] = arena.allocateSegment();
            arena.beforeWrite(root);
            arena.putLong(root + SEGMENTS + Long.BYTES * (long) level, levels[level]);
        }
    }

    private int level(final long number) {
        final long difference = number ^ base();
        return difference == 0 ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(difference) >> 3;
    }

    private static int digit(final long number, final int level) {
        return (int) (number >>> (level << 3)) & DIGIT_MASK;
    }

    /** Adds a timer at the end of its bucket, for which there is room. */
    void add(final int cell, final long number) {
        final int level = level(number);
        final int digit = digit(number, level);
        arena.beforeWrite(levels[level]);
        final long bucket = address(level, digit);
        final int last = UnsafeApi.getInt(bucket + LAST);
        final long at = cells.addressToWrite(cell);
        UnsafeApi.putInt(at + TimerCells.PLACE, place);
        UnsafeApi.putInt(at + TimerCells.PREVIOUS, last);
        UnsafeApi.putInt(at + TimerCells.NEXT, 0);
        if (last == 0) {
            UnsafeApi.putInt(bucket, cell);
            UnsafeApi.putLong(bucket + LEAST, number);
            setFilled(level, digit);
        } else {
            UnsafeApi.putInt(cells.addressToWrite(last) + TimerCells.NEXT, cell);
            if (Long.compareUnsigned(number, UnsafeApi.getLong(bucket + LEAST)) < 0) {
                UnsafeApi.putLong(bucket + LEAST, number);
            }
        }
        UnsafeApi.putInt(bucket + LAST, cell);
    }

    /** Takes a timer out, wherever it is in its bucket. */
    void remove(final int cell) {
        final long at = cells.address(cell);
        final long number = UnsafeApi.getLong(at + numberOffset) ^ Long.MIN_VALUE;
        final int level = level(number);
        final int digit = digit(number, level);
        final int next = UnsafeApi.getInt(at + TimerCells.NEXT);
        final int previous = UnsafeApi.getInt(at + TimerCells.PREVIOUS);
        arena.beforeWrite(levels[level]);
        final long bucket = address(level, digit);
        if (previous == 0) {
            UnsafeApi.putInt(bucket, next);
        } else {
            UnsafeApi.putInt(cells.addressToWrite(previous) + TimerCells.NEXT, next);
        }
        if (next == 0) {
            UnsafeApi.putInt(bucket + LAST, previous);
        } else {
            UnsafeApi.putInt(cells.addressToWrite(next) + TimerCells.PREVIOUS, previous);
        }
        if (previous == 0 && next == 0) {
            clearFilled(level, digit);
        }
    }

    /** The bucket of the lowest numbers, or {@link #NONE}. */
    int lowest() {
        if (filledLevels == 0) {
            return NONE;
        }
        final int level = Integer.numberOfTrailingZeros(filledLevels);
        int word = level * WORDS;
        while (filled[word] == 0) {
            word++;
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(filled[word]);
    }

    /** A number that no timer of a bucket lies below; the lowest of them, unless one was removed. */
    long least(final int bucket) {
        return UnsafeApi.getLong(address(bucket) + LEAST);
    }

    /** Whether all timers of a bucket have the same number. */
    boolean isUniform(final int bucket) {
        final long at = address(bucket);
        return bucket <= DIGIT_MASK || UnsafeApi.getInt(at) == UnsafeApi.getInt(at + LAST);
    }

    int first(final int bucket) {
        return UnsafeApi.getInt(address(bucket));
    }

    /** Empties a bucket: its timers hang together from the first one. */
    void detach(final int bucket) {
        arena.beforeWrite(levels[bucket >> 8]);
        final long at = address(bucket);
        UnsafeApi.putInt(at, 0);
        UnsafeApi.putInt(at + LAST, 0);
        clearFilled(bucket >> 8, bucket & DIGIT_MASK);
    }

    /** Moves the base to the lowest bucket, and the timers there to finer ones. */
    void split(final int bucket) {
        int cell = first(bucket);
        final long least = least(bucket);
        detach(bucket);
        base(least);
        while (cell != 0) {
            final long at = cells.address(cell);
            final int next = UnsafeApi.getInt(at + TimerCells.NEXT);
            add(cell, UnsafeApi.getLong(at + numberOffset) ^ Long.MIN_VALUE);
            cell = next;
        }
    }

    private void setFilled(final int level, final int digit) {
        filled[level * WORDS + (digit >> 6)] |= 1L << digit;
        filledLevels |= 1 << level;
    }

    private void clearFilled(final int level, final int digit) {
        final int word = level * WORDS;
        filled[word + (digit >> 6)] &= ~(1L << digit);
        if ((filled[word] | filled[word + 1] | filled[word + 2] | filled[word + 3]) == 0) {
            filledLevels &= ~(1 << level);
        }
    }

    private long address(final int bucket) {
        return address(bucket >> 8, bucket & DIGIT_MASK);
    }

    private long address(final int level, final int digit) {
        return arena.address(levels[level]) + ((long) digit << BUCKET_SHIFT);
    }

    long bytes() {
        long bytes = 0;
        for (final long level : levels) {
            bytes += level == 0 ? 0 : Arena.SEGMENT_BYTES;
        }
        return bytes;
    }
}
