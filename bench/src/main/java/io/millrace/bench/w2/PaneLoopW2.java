package io.millrace.bench.w2;

import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W2 in one hand-written loop, with no engine around it: an event is added to the cell of its key and millisecond, and
 * a window that closes combines, for each key that is in it, the cells of its milliseconds. A key's cells lie together.
 *
 * <p>It holds a fixed number of keys and milliseconds, keys being small numbers, and does not look whether that is
 * enough; {@link #fits} does. <b>Used by one thread.</b>
 */
public final class PaneLoopW2 {
    private static final int CELL = 48; // start, count, notional, volume, high, low
    private static final int SLOTS = 16_384;
    private static final int SPARE_PANES = 4;
    private static final long MOST_BYTES = 1L << 28;

    private final BenchInput input;
    private final int overlap;
    private final int panes;
    private final UnsafeBuffer cells;
    private final long[] seenIn;
    private final int[][] touched;
    private final int[] touchedCount;
    private final long[] paneStart;
    private long nextStart = Long.MAX_VALUE;
    private long watermark = Long.MIN_VALUE;
    private long largestStart = Long.MIN_VALUE;
    private long results;
    private long checksum;

    private PaneLoopW2(final W2 work, final BenchInput input) {
        this.input = input;
        overlap = work.overlap();
        panes = panesOf(work);
        final int keys = (int) input.keys();
        cells = new UnsafeBuffer(ByteBuffer.allocateDirect(keys * panes * CELL));
        for (int cell = 0; cell < keys * panes * CELL; cell += CELL) {
            cells.putLong(cell, Long.MIN_VALUE);
        }
        seenIn = new long[keys];
        Arrays.fill(seenIn, Long.MIN_VALUE);
        touched = new int[panes][];
        Arrays.setAll(touched, pane -> new int[16]);
        touchedCount = new int[panes];
        paneStart = new long[panes];
        Arrays.fill(paneStart, Long.MIN_VALUE);
    }

    private static int panesOf(final W2 work) {
        return Integer.highestOneBit(work.overlap() + SPARE_PANES - 1) * 2;
    }

    /**
     * Whether its cells are enough for an input.
     *
     * @param work which work.
     * @param input the input.
     * @return {@code false} where the loop would give a wrong answer, or take too much memory.
     */
    public static boolean fits(final W2 work, final BenchInput input) {
        return input.keys() * panesOf(work) * CELL <= MOST_BYTES
                && input.stepNs() <= W2.SLIDE_NS
                && input.stepNs() + 2 * input.disorderNs() <= W2.SLIDE_NS;
    }

    private void onTrade(final UnsafeBuffer slots, final int slot, final long disorderNs) {
        final long time = slots.getLong(slot);
        final long start = time - Math.floorMod(time, W2.SLIDE_NS);
        final int key = (int) slots.getLong(slot + 8);
        final long price = slots.getLong(slot + 16);
        final long quantity = slots.getLong(slot + 24);
        final int pane = (int) (start / W2.SLIDE_NS) & panes - 1;
        final int cell = (key * panes + pane) * CELL;
        if (cells.getLong(cell) != start) {
            touch(pane, cell, start, key);
        }
        cells.putLong(cell + 8, cells.getLong(cell + 8) + 1);
        cells.putLong(cell + 16, cells.getLong(cell + 16) + price * quantity);
        cells.putLong(cell + 24, cells.getLong(cell + 24) + quantity);
        if (price > cells.getLong(cell + 32)) {
            cells.putLong(cell + 32, price);
        }
        if (price < cells.getLong(cell + 40)) {
            cells.putLong(cell + 40, price);
        }
        if (time - disorderNs - 1 > watermark) {
            watermark = time - disorderNs - 1;
            while (nextStart + overlap * W2.SLIDE_NS - 1 <= watermark) {
                fire();
            }
        }
    }

    private void touch(final int pane, final int cell, final long start, final int key) {
        if (paneStart[pane] != start) {
            paneStart[pane] = start;
            touchedCount[pane] = 0;
            largestStart = Math.max(largestStart, start);
            nextStart = Math.min(nextStart, start - (overlap - 1) * W2.SLIDE_NS);
        }
        cells.putLong(cell, start);
        cells.putLong(cell + 8, 0);
        cells.putLong(cell + 16, 0);
        cells.putLong(cell + 24, 0);
        cells.putLong(cell + 32, Long.MIN_VALUE);
        cells.putLong(cell + 40, Long.MAX_VALUE);
        if (touchedCount[pane] == touched[pane].length) {
            touched[pane] = Arrays.copyOf(touched[pane], touchedCount[pane] * 2);
        }
        touched[pane][touchedCount[pane]++] = key;
    }

    private void fire() {
        final long start = nextStart;
        final int first = (int) (start / W2.SLIDE_NS);
        for (int i = 0; i < overlap; i++) {
            final int pane = first + i & panes - 1;
            if (paneStart[pane] != start + i * W2.SLIDE_NS) {
                continue;
            }
            for (int at = 0; at < touchedCount[pane]; at++) {
                final int key = touched[pane][at];
                if (seenIn[key] != start) {
                    seenIn[key] = start;
                    combine(key, start, first, i);
                }
            }
        }
        nextStart = start + W2.SLIDE_NS;
    }

    /** Combines a key's cells, of which the first one is known. */
    private void combine(final int key, final long start, final int first, final int from) {
        final UnsafeBuffer all = cells;
        final int base = key * panes * CELL;
        final int mask = panes - 1;
        long count = 0;
        long notional = 0;
        long volume = 0;
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        for (int i = from; i < overlap; i++) {
            final int cell = base + (first + i & mask) * CELL;
            if (all.getLong(cell) == start + i * W2.SLIDE_NS) {
                count += all.getLong(cell + 8);
                notional += all.getLong(cell + 16);
                volume += all.getLong(cell + 24);
                high = Math.max(high, all.getLong(cell + 32));
                low = Math.min(low, all.getLong(cell + 40));
            }
        }
        results++;
        checksum += Answer.hash(key, start, count, notional, volume, high, low);
    }

    private void run() {
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * LimitW1.SLOT));
        final long n = input.events();
        final long k = input.keys();
        final long step = input.stepNs();
        final long disorder = input.disorderNs();
        long s = input.seed();
        for (long i = 0; i < n; i++) {
            s ^= s << 13;
            s ^= s >>> 7;
            s ^= s << 17;
            final int slot = (int) (i & SLOTS - 1) * LimitW1.SLOT;
            slots.putLong(slot, BenchInput.BEGIN_NS + i * step - (((s >>> 20) & 0x3FF) * disorder >> 10));
            slots.putLong(slot + 8, (s >>> 33) * k >>> 31);
            slots.putLong(slot + 16, 100_000 + (s & 0x3FF));
            slots.putLong(slot + 24, 1 + ((s >>> 10) & 0x7F));
            onTrade(slots, slot, disorder);
        }
        while (nextStart <= largestStart) {
            fire();
        }
    }

    /**
     * Does the work once.
     *
     * @param work which one.
     * @param input the input; it has to {@linkplain #fits fit}.
     * @return what it found.
     */
    public static Answer run(final W2 work, final BenchInput input) {
        if (!fits(work, input)) {
            throw new IllegalArgumentException("the pane loop does not hold this input: " + input);
        }
        final PaneLoopW2 loop = new PaneLoopW2(work, input);
        final long begin = System.nanoTime();
        loop.run();
        return new Answer(loop.results, loop.checksum, System.nanoTime() - begin);
    }
}
