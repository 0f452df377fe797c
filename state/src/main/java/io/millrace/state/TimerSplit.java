package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * Cuts a full leaf of a {@link TimerTree} in two, in one pass: at an entry that is in the middle of nine that are
 * looked at, so that each side has at least five. Entries stay in the order in which they were within each side. What
 * it was cut at is told until the next call.
 */
final class TimerSplit {
    private static final int SAMPLES = 9;

    private final TimerCells cells;
    private final int[] sample = new int[SAMPLES];
    private long deadlineNs;
    private long key;
    private long registration;

    TimerSplit(final TimerCells cells) {
        this.cells = cells;
    }

    /** Moves the later entries of a leaf to another one. Returns how many stay. */
    int split(final long lower, final long upper, final int count, final boolean inOrder) {
        final int place = inOrder ? count / 2 : middle(lower, count);
        final long entry = lower + (long) place * TimerEntries.BYTES;
        deadlineNs = UnsafeApi.getLong(entry);
        key = UnsafeApi.getLong(entry + TimerEntries.KEY);
        registration = UnsafeApi.getLong(cells.address(TimerEntries.cell(entry)) + TimerCells.REGISTRATION);
        if (inOrder) {
            TimerEntries.move(entry, upper, count - place);
            return place;
        }
        long left = lower;
        long right = upper;
        for (int i = 0; i < count; i++) {
            final long at = lower + (long) i * TimerEntries.BYTES;
            // Written to both sides, so that nothing depends on a guess.
            final boolean isLeft =
                    i < place ? !TimerEntries.isAfter(at, deadlineNs, key) : TimerEntries.isBefore(at, deadlineNs, key);
            TimerEntries.copy(at, right);
            TimerEntries.copy(at, left);
            left += isLeft ? TimerEntries.BYTES : 0;
            right += isLeft ? 0 : TimerEntries.BYTES;
        }
        return (int) ((left - lower) / TimerEntries.BYTES);
    }

    private int middle(final long entries, final int count) {
        for (int i = 0; i < SAMPLES; i++) {
            final int place = i * (count - 1) / (SAMPLES - 1);
            final long entry = entries + (long) place * TimerEntries.BYTES;
            int hole = i;
            while (hole > 0
                    && TimerEntries.isBefore(
                            entry,
                            UnsafeApi.getLong(entries + (long) sample[hole - 1] * TimerEntries.BYTES),
                            UnsafeApi.getLong(
                                    entries + (long) sample[hole - 1] * TimerEntries.BYTES + TimerEntries.KEY))) {
                sample[hole] = sample[hole - 1];
                hole--;
            }
            sample[hole] = place;
        }
        return sample[SAMPLES / 2];
    }

    /** Whether a new timer, which comes after its equals, belongs to the lower side. */
    boolean isBefore(final long otherNs, final long otherKey) {
        return otherNs < deadlineNs || otherNs == deadlineNs && otherKey < key;
    }

    long deadlineNs() {
        return deadlineNs;
    }

    long key() {
        return key;
    }

    long registration() {
        return registration;
    }
}
