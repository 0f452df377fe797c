package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * What stands for timers where they wait in order: entries of 24 bytes in a row, at most a segment of them.
 *
 * <pre>
 *   entry: 0 deadline 8 | 8 key 8 | 16 cell 4 | 20 spare 4
 * </pre>
 */
final class TimerEntries {
    static final int BYTES = 24;
    static final int PER_SEGMENT = Arena.SEGMENT_BYTES / BYTES;
    static final int KEY = 8;

    private static final int CELL = 16;

    private TimerEntries() {}

    static void put(final long entry, final long deadlineNs, final long key, final int cell) {
        UnsafeApi.putLong(entry, deadlineNs);
        UnsafeApi.putLong(entry + KEY, key);
        UnsafeApi.putLong(entry + CELL, cell);
    }

    static void copy(final long from, final long to) {
        final long deadlineNs = UnsafeApi.getLong(from);
        final long key = UnsafeApi.getLong(from + KEY);
        final long cell = UnsafeApi.getLong(from + CELL);
        UnsafeApi.putLong(to, deadlineNs);
        UnsafeApi.putLong(to + KEY, key);
        UnsafeApi.putLong(to + CELL, cell);
    }

    /** Moves entries that lie in a row; the two places may overlap. */
    static void move(final long from, final long to, final int count) {
        if (count == 1) {
            copy(from, to);
        } else if (count > 1) {
            UnsafeApi.copyMemory(from, to, (long) count * BYTES);
        }
    }

    static int cell(final long entry) {
        return (int) UnsafeApi.getLong(entry + CELL);
    }

    /** Whether an entry comes before a deadline and key; one that has both does not. */
    static boolean isBefore(final long entry, final long deadlineNs, final long key) {
        final long entryNs = UnsafeApi.getLong(entry);
        return entryNs < deadlineNs || entryNs == deadlineNs && UnsafeApi.getLong(entry + KEY) < key;
    }

    /** Whether an entry comes after a deadline and key; one that has both does not. */
    static boolean isAfter(final long entry, final long deadlineNs, final long key) {
        final long entryNs = UnsafeApi.getLong(entry);
        return entryNs > deadlineNs || entryNs == deadlineNs && UnsafeApi.getLong(entry + KEY) > key;
    }

    /** Where the entry of a cell is among some, or -1. */
    static int indexOf(final long entries, final int count, final int cell) {
        for (int i = 0; i < count; i++) {
            if (cell(entries + (long) i * BYTES) == cell) {
                return i;
            }
        }
        return -1;
    }
}
