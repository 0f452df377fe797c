package io.millrace.windowing.aggregate;

import java.io.Serializable;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Numbers counted in buckets whose width grows with them, in a fixed number of bytes. Where the buckets do not suffice
 * for the range of the numbers, all of them are put together in pairs: that doubles the error for all numbers alike,
 * and makes the state depend on the numbers only, not on their order or on how they were put together.
 *
 * <p>A bucket is the exponent and the upper bits of a {@code double}: its index is the number's bits shifted right, so
 * that the bounds are exact and a pair of buckets is one of half the index. Positive numbers lie from the first bucket
 * upwards, negative ones from the last downwards.
 *
 * <pre>
 *    0  level          how often buckets were put together
 *    8  count          of all numbers
 *   16  zeros          count of numbers nearer to zero than 2.2e-308
 *   24  positive       int lowest index, int number of buckets
 *   32  negative       the same, of the magnitudes
 *   40  min, max       doubles, exact
 *   56  buckets        unsigned ints
 * </pre>
 */
final class QuantileSketch implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int BUCKETS = 56;

    private static final int LEVEL = 0;
    private static final int COUNT = 8;
    private static final int ZEROS = 16;
    private static final int POSITIVE = 24;
    private static final int NEGATIVE = 32;
    private static final int MIN = 40;
    private static final int MAX = 48;

    private static final int MANTISSA_BITS = 52;
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private final String name;
    private final int precisionBits;
    private final int buckets;

    QuantileSketch(final String name, final int precisionBits, final int buckets) {
        this.name = name;
        this.precisionBits = precisionBits;
        this.buckets = buckets;
    }

    /** The largest relative error of buckets at a level. */
    double errorAt(final int level) {
        final int bits = precisionBits - level;
        // The widest bucket begins at a power of two; below zero bits it spans several of them.
        final double ratio = bits >= 0 ? 1 + Math.scalb(1.0, -bits) : Math.scalb(1.0, 1 << Math.min(-bits, 10));
        return Double.isInfinite(ratio) ? 1 : (ratio - 1) / (ratio + 1);
    }

    int level(final UnsafeBuffer buffer, final int at) {
        return (int) buffer.getLong(at + LEVEL);
    }

    long count(final UnsafeBuffer buffer, final int at) {
        return buffer.getLong(at + COUNT);
    }

    private int shift(final int level) {
        return MANTISSA_BITS - precisionBits + level;
    }

    void add(final UnsafeBuffer buffer, final int at, final double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("field " + name + ": there are no quantiles of " + number);
        }
        widen(buffer, at, number, number);
        buffer.putLong(at + COUNT, buffer.getLong(at + COUNT) + 1);
        final double size = Math.abs(number);
        if (size < Double.MIN_NORMAL) {
            buffer.putLong(at + ZEROS, buffer.getLong(at + ZEROS) + 1);
        } else {
            final long bits = Double.doubleToRawLongBits(size);
            count(buffer, at, number > 0 ? POSITIVE : NEGATIVE, (int) (bits >>> shift(0)), 0, 1);
        }
    }

    void combine(final UnsafeBuffer buffer, final int at, final UnsafeBuffer other, final int otherAt) {
        final long others = other.getLong(otherAt + COUNT);
        if (others == 0) {
            return;
        }
        widen(buffer, at, other.getDouble(otherAt + MIN), other.getDouble(otherAt + MAX));
        buffer.putLong(at + COUNT, buffer.getLong(at + COUNT) + others);
        buffer.putLong(at + ZEROS, buffer.getLong(at + ZEROS) + other.getLong(otherAt + ZEROS));
        final int level = level(other, otherAt);
        while (level(buffer, at) < level) {
            halve(buffer, at);
        }
        combineSide(buffer, at, other, otherAt, POSITIVE);
        combineSide(buffer, at, other, otherAt, NEGATIVE);
    }

    private void combineSide(
            final UnsafeBuffer buffer, final int at, final UnsafeBuffer other, final int otherAt, final int side) {
        final int low = other.getInt(otherAt + side);
        final int length = other.getInt(otherAt + side + Integer.BYTES);
        final int level = level(other, otherAt);
        for (int i = 0; i < length; i++) {
            final long times = other.getInt(bucket(otherAt, side, i)) & UNSIGNED;
            if (times != 0) {
                count(buffer, at, side, low + i, level, times);
            }
        }
    }

    private static void widen(final UnsafeBuffer buffer, final int at, final double least, final double most) {
        final boolean first = buffer.getLong(at + COUNT) == 0;
        if (first || least < buffer.getDouble(at + MIN)) {
            buffer.putDouble(at + MIN, least);
        }
        if (first || most > buffer.getDouble(at + MAX)) {
            buffer.putDouble(at + MAX, most);
        }
    }

    /** Where the n-th bucket of a side lies. */
    private int bucket(final int at, final int side, final int place) {
        return at + BUCKETS + Integer.BYTES * (side == POSITIVE ? place : buckets - 1 - place);
    }

    /** Adds to the bucket of an index that was taken at a level. */
    private void count(
            final UnsafeBuffer buffer,
            final int at,
            final int side,
            final int indexAtLevel,
            final int level,
            final long times) {
        int index = indexAtLevel >> level(buffer, at) - level;
        while (!reach(buffer, at, side, index)) {
            halve(buffer, at);
            index >>= 1;
        }
        addAt(buffer, bucket(at, side, index - buffer.getInt(at + side)), times);
    }

    private void addAt(final UnsafeBuffer buffer, final int bucket, final long times) {
        final long sum = (buffer.getInt(bucket) & UNSIGNED) + times;
        if (sum > UNSIGNED) {
            throw new ArithmeticException("field " + name
                    + ": more than 4294967295 numbers lie close together; use smaller windows for quantiles");
        }
        buffer.putInt(bucket, (int) sum);
    }

    /** Makes an index part of a side; false if there are not enough buckets. */
    private boolean reach(final UnsafeBuffer buffer, final int at, final int side, final int index) {
        final int low = buffer.getInt(at + side);
        final int length = buffer.getInt(at + side + Integer.BYTES);
        final int newLow = length == 0 ? index : Math.min(low, index);
        final int newLength = length == 0 ? 1 : Math.max(low + length - 1, index) - newLow + 1;
        if (newLength == length) {
            return true;
        }
        final int otherSide = side == POSITIVE ? NEGATIVE : POSITIVE;
        if (newLength + buffer.getInt(at + otherSide + Integer.BYTES) > buckets) {
            return false;
        }
        final int moved = length == 0 ? 0 : low - newLow;
        for (int i = length - 1; i >= 0 && moved > 0; i--) {
            buffer.putInt(bucket(at, side, i + moved), buffer.getInt(bucket(at, side, i)));
        }
        for (int i = 0; i < Math.min(moved, length); i++) {
            buffer.putInt(bucket(at, side, i), 0);
        }
        buffer.putInt(at + side, newLow);
        buffer.putInt(at + side + Integer.BYTES, newLength);
        return true;
    }

    /** Puts buckets together in pairs. */
    private void halve(final UnsafeBuffer buffer, final int at) {
        halveSide(buffer, at, POSITIVE);
        halveSide(buffer, at, NEGATIVE);
        buffer.putLong(at + LEVEL, buffer.getLong(at + LEVEL) + 1);
    }

    private void halveSide(final UnsafeBuffer buffer, final int at, final int side) {
        final int low = buffer.getInt(at + side);
        final int length = buffer.getInt(at + side + Integer.BYTES);
        if (length == 0) {
            return;
        }
        final int newLow = low >> 1;
        for (int i = 0; i < length; i++) {
            final int from = bucket(at, side, i);
            final long times = buffer.getInt(from) & UNSIGNED;
            buffer.putInt(from, 0);
            addAt(buffer, bucket(at, side, (low + i >> 1) - newLow), times);
        }
        buffer.putInt(at + side, newLow);
        buffer.putInt(at + side + Integer.BYTES, (low + length - 1 >> 1) - newLow + 1);
    }

    /** About the number of a rank, 1 being that of the smallest. */
    double valueOfRank(final UnsafeBuffer buffer, final int at, final long rank) {
        final double min = buffer.getDouble(at + MIN);
        final double max = buffer.getDouble(at + MAX);
        if (rank <= 1) {
            return min;
        }
        if (rank >= count(buffer, at)) {
            return max;
        }
        return Math.min(max, Math.max(min, inBucketOfRank(buffer, at, rank)));
    }

    private double inBucketOfRank(final UnsafeBuffer buffer, final int at, final long rank) {
        long below = 0;
        final int negatives = buffer.getInt(at + NEGATIVE + Integer.BYTES);
        for (int i = negatives - 1; i >= 0; i--) {
            below += buffer.getInt(bucket(at, NEGATIVE, i)) & UNSIGNED;
            if (below >= rank) {
                return -middle(buffer.getInt(at + NEGATIVE) + i, level(buffer, at));
            }
        }
        below += buffer.getLong(at + ZEROS);
        if (below >= rank) {
            return 0;
        }
        int place = -1;
        do {
            place++;
            below += buffer.getInt(bucket(at, POSITIVE, place)) & UNSIGNED;
        } while (below < rank);
        return middle(buffer.getInt(at + POSITIVE) + place, level(buffer, at));
    }

    /** The number of a bucket that is relatively as far from its lower as from its upper bound. */
    private double middle(final int index, final int level) {
        final double low = Math.max(Double.MIN_NORMAL, Double.longBitsToDouble((long) index << shift(level)));
        final double end = Double.longBitsToDouble((long) index + 1 << shift(level));
        final double high = end > 0 && Double.isFinite(end) ? end : Double.MAX_VALUE;
        return low * (2 / (1 + low / high));
    }
}
