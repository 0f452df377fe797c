package io.millrace.journal.queue;

import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;

/**
 * Makes Chronicle take its "time" for the number of the file, so that files end when we say so and no clock has a part
 * in it. Names are eight digits: Chronicle can only format dates, and one of the formats is the count of days since
 * {@link #EPOCH_MS}.
 *
 * <p>Index pages are small, 256 entries each: nothing is found through them.
 */
final class RollBySize implements RollCycle {
    /** Day 0 of the modified Julian day, in milliseconds since the Unix epoch. */
    static final long EPOCH_MS = -40_587L * 86_400_000L;

    private static final int DAY_MS = 86_400_000;
    private static final int INDEX_ENTRIES = 256;
    private static final int CYCLE_SHIFT = 32;
    private static final long SEQUENCE_MASK = 0xffff_ffffL;

    @Override
    public String format() {
        return "gggggggg";
    }

    @Override
    public int lengthInMillis() {
        return DAY_MS;
    }

    @Override
    public int defaultIndexCount() {
        return INDEX_ENTRIES;
    }

    @Override
    public int defaultIndexSpacing() {
        return INDEX_ENTRIES;
    }

    @Override
    public int current(final TimeProvider cycles, final long epoch) {
        return (int) cycles.currentTimeMillis();
    }

    @Override
    public long toIndex(final int cycle, final long sequenceNumber) {
        return ((long) cycle << CYCLE_SHIFT) | sequenceNumber;
    }

    @Override
    public long toSequenceNumber(final long index) {
        return index & SEQUENCE_MASK;
    }

    @Override
    public int toCycle(final long index) {
        return (int) (index >>> CYCLE_SHIFT);
    }

    @Override
    public long maxMessagesPerCycle() {
        return (long) INDEX_ENTRIES * INDEX_ENTRIES * INDEX_ENTRIES;
    }
}
