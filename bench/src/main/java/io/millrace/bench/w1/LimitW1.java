package io.millrace.bench.w1;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The limit for W1: the same work in one hand-written loop, with no engine around it. Events pass through slots of
 * off-heap memory, keys through an Agrona map, accumulators live in off-heap cells, and closing a window visits only
 * the keys it touched.
 *
 * <p>What it leaves out, an engine has to have: it holds four windows at a time and a fixed number of keys, and does
 * not look whether that is enough; {@link #fits} does. <b>Used by one thread.</b>
 */
public final class LimitW1 {
    /** Bytes of a slot: time, key, price, quantity. */
    public static final int SLOT = 32;

    private static final int PANES = 4;
    private static final int CELL = 56; // start, key, count, notional, volume, high, low
    private static final int SLOTS = 16_384;

    private final BenchInput input;
    private final int keys;
    private final Long2LongHashMap index = new Long2LongHashMap(1 << 12, 0.55f, -1);
    private final UnsafeBuffer cells;
    private final long[] paneStart = new long[PANES];
    private final int[] touchedCount = new int[PANES];
    private final int[][] touched;
    private long used;
    private long watermark = Long.MIN_VALUE;
    private long nextFire = Long.MIN_VALUE;
    private long results;
    private long checksum;

    /**
     * Takes the memory for an input.
     *
     * @param input the input; it has to {@linkplain #fits fit}.
     */
    public LimitW1(final BenchInput input) {
        if (!fits(input)) {
            throw new IllegalArgumentException("the limit loop does not hold this input: " + input);
        }
        this.input = input;
        keys = Math.toIntExact(input.keys());
        cells = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.multiplyExact(PANES * CELL, keys)));
        touched = new int[PANES][keys];
        Arrays.fill(paneStart, Long.MIN_VALUE);
    }

    /**
     * Whether four windows and the cells of all keys are enough.
     *
     * @param input the input.
     * @return {@code false} where the loop would give a wrong answer.
     */
    public static boolean fits(final BenchInput input) {
        return input.keys() <= Integer.MAX_VALUE / (PANES * CELL)
                && input.stepNs() <= BenchInput.WINDOW_NS
                && input.stepNs() + 2 * input.disorderNs() <= BenchInput.WINDOW_NS;
    }

    /**
     * Works on a trade.
     *
     * @param slots the slots' memory.
     * @param slot where the trade's slot begins.
     * @param disorderNs the bound of the disorder.
     */
    public void onTrade(final UnsafeBuffer slots, final int slot, final long disorderNs) {
        final long time = slots.getLong(slot);
        final long start = time - Math.floorMod(time, BenchInput.WINDOW_NS);
        if (start + BenchInput.WINDOW_NS - 1 <= watermark) {
            return;
        }
        final long key = slots.getLong(slot + 8);
        final long price = slots.getLong(slot + 16);
        final long quantity = slots.getLong(slot + 24);
        long cellIndex = index.get(key);
        if (cellIndex == -1) {
            cellIndex = used++;
            index.put(key, cellIndex);
        }
        final int pane = (int) ((start / BenchInput.WINDOW_NS) & (PANES - 1));
        if (paneStart[pane] != start) {
            paneStart[pane] = start;
            touchedCount[pane] = 0;
        }
        final int cell = (int) (pane * (long) keys + cellIndex) * CELL;
        if (cells.getLong(cell) != start) {
            touch(pane, cell, start, key);
        }
        cells.putLong(cell + 16, cells.getLong(cell + 16) + 1);
        cells.putLong(cell + 24, cells.getLong(cell + 24) + price * quantity);
        cells.putLong(cell + 32, cells.getLong(cell + 32) + quantity);
        if (price > cells.getLong(cell + 40)) {
            cells.putLong(cell + 40, price);
        }
        if (price < cells.getLong(cell + 48)) {
            cells.putLong(cell + 48, price);
        }
        if (time - disorderNs - 1 > watermark) {
            watermark = time - disorderNs - 1;
            if (watermark >= nextFire) {
                fire();
            }
        }
    }

    private void touch(final int pane, final int cell, final long start, final long key) {
        cells.putLong(cell, start);
        cells.putLong(cell + 8, key);
        cells.putLong(cell + 16, 0);
        cells.putLong(cell + 24, 0);
        cells.putLong(cell + 32, 0);
        cells.putLong(cell + 40, Long.MIN_VALUE);
        cells.putLong(cell + 48, Long.MAX_VALUE);
        touched[pane][touchedCount[pane]++] = cell;
    }

    private void fire() {
        long next = Long.MAX_VALUE;
        for (int pane = 0; pane < PANES; pane++) {
            if (paneStart[pane] == Long.MIN_VALUE) {
                continue;
            }
            final long last = paneStart[pane] + BenchInput.WINDOW_NS - 1;
            if (last > watermark) {
                next = Math.min(next, last);
                continue;
            }
            for (int i = 0; i < touchedCount[pane]; i++) {
                final int cell = touched[pane][i];
                results++;
                checksum += Answer.hash(
                        cells.getLong(cell + 8),
                        paneStart[pane],
                        cells.getLong(cell + 16),
                        cells.getLong(cell + 24),
                        cells.getLong(cell + 32),
                        cells.getLong(cell + 40),
                        cells.getLong(cell + 48));
                cells.putLong(cell, Long.MIN_VALUE);
            }
            paneStart[pane] = Long.MIN_VALUE;
        }
        nextFire = next == Long.MAX_VALUE ? watermark + 1 : next;
    }

    private void run() {
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * SLOT));
        final long n = input.events();
        final long k = keys;
        final long step = input.stepNs();
        final long disorder = input.disorderNs();
        long s = input.seed();
        for (long i = 0; i < n; i++) {
            s ^= s << 13;
            s ^= s >>> 7;
            s ^= s << 17;
            final int slot = (int) (i & SLOTS - 1) * SLOT;
            slots.putLong(slot, BenchInput.BEGIN_NS + i * step - (((s >>> 20) & 0x3FF) * disorder >> 10));
            slots.putLong(slot + 8, (s >>> 33) * k >>> 31);
            slots.putLong(slot + 16, 100_000 + (s & 0x3FF));
            slots.putLong(slot + 24, 1 + ((s >>> 10) & 0x7F));
            onTrade(slots, slot, disorder);
        }
    }

    /**
     * Closes what is open.
     *
     * @param beganNs when the work began, by {@link System#nanoTime}.
     * @return what was found since.
     */
    public Answer finish(final long beganNs) {
        watermark = Long.MAX_VALUE - 1;
        fire();
        return new Answer(results, checksum, System.nanoTime() - beganNs);
    }

    /**
     * Does the work once.
     *
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final BenchInput input) {
        final LimitW1 limit = new LimitW1(input);
        final long begin = System.nanoTime();
        limit.run();
        return limit.finish(begin);
    }
}
