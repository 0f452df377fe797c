package io.millrace.state;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Sorts the entries of a leaf, at most 256, by deadline, then key; equals stay in the order in which they are. What is
 * sorted are numbers, each made of how far an entry is from the least and of its place: first dealt into buckets by
 * their highest bits, then by insertion, which has little left to do.
 */
final class TimerSort {
    private static final int PLACE_BITS = 8;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
    private static final int NUMBER_BITS = Long.SIZE - 1 - PLACE_BITS;
    private static final int FEW = 8;
    private static final int BUCKET_BITS = 8;

    private final long[] order = new long[TimerEntries.PER_SEGMENT];
    private final long[] dealt = new long[TimerEntries.PER_SEGMENT];
    private final int[] ends = new int[1 << BUCKET_BITS];
    private long from;

    /** Copies entries to where they are in order. */
    void sort(final long entries, final int count, final long to) {
        from = entries;
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        final boolean isExact = sortBy(0, 0, count);
        int start = 0;
        while (start < count) {
            final long number = order[start] >>> PLACE_BITS;
            int end = start + 1;
            while (end < count && order[end] >>> PLACE_BITS == number) {
                end++;
            }
            if (end - start > 1) {
                sortEquals(start, end, isExact);
            }
            start = end;
        }
        for (int i = 0; i < count; i++) {
            TimerEntries.copy(entry(i), to + (long) i * TimerEntries.BYTES);
        }
    }

    private long entry(final int i) {
        return from + (order[i] & PLACE_MASK) * TimerEntries.BYTES;
    }

    /** Sorts some by a number of theirs, unless the numbers are too far apart to tell them all: returns false then. */
    private boolean sortBy(final int field, final int start, final int end) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = start; i < end; i++) {
            final long number = UnsafeApi.getLong(entry(i) + field);
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        final int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
        final int shift = Math.max(0, bits - NUMBER_BITS);
        for (int i = start; i < end; i++) {
            final long number = UnsafeApi.getLong(entry(i) + field) - least >>> shift;
            order[i] = number << PLACE_BITS | order[i] & PLACE_MASK;
        }
        deal(start, end, Math.max(0, bits - shift - BUCKET_BITS) + PLACE_BITS);
        return shift == 0;
    }

    /** Sorts the numbers of some places. */
    private void deal(final int start, final int end, final int bucketShift) {
        Arrays.fill(ends, 0);
        for (int i = start; i < end; i++) {
            ends[(int) (order[i] >>> bucketShift)]++;
        }
        int sum = start;
        for (int bucket = 0; bucket < ends.length; bucket++) {
            sum += ends[bucket];
            ends[bucket] = sum;
        }
        for (int i = end - 1; i >= start; i--) {
            final int bucket = (int) (order[i] >>> bucketShift);
            ends[bucket]--;
            dealt[ends[bucket]] = order[i];
        }
        order[start] = dealt[start];
        for (int i = start + 1; i < end; i++) {
            final long number = dealt[i];
            int hole = i;
            while (hole > start && order[hole - 1] > number) {
                order[hole] = order[hole - 1];
                hole--;
            }
            order[hole] = number;
        }
    }

    private void sortEquals(final int start, final int end, final boolean haveOneDeadline) {
        if (haveOneDeadline && end - start > FEW && sortBy(TimerEntries.KEY, start, end)) {
            return;
        }
        // Few, or nearly in order; equals are in the order of their places already.
        for (int i = start + 1; i < end; i++) {
            final long moved = order[i];
            final long entry = entry(i);
            final long deadlineNs = UnsafeApi.getLong(entry);
            final long key = UnsafeApi.getLong(entry + TimerEntries.KEY);
            int hole = i;
            while (hole > start && TimerEntries.isAfter(entry(hole - 1), deadlineNs, key)) {
                order[hole] = order[hole - 1];
                hole--;
            }
            order[hole] = moved;
        }
    }
}
