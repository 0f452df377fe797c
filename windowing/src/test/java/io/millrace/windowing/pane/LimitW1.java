package io.millrace.windowing.pane;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/** The limit for {@link W1Comparison}: the same work in one hand-written loop, with nothing around it. */
final class LimitW1 {
    private static final long WINDOW_NS = 1_000_000;
    private static final long DISORDER_NS = 50_000;
    private static final int PANES = 4;
    private static final int CELL = 56; // start, key, count, notional, volume, high, low
    private static final int SLOT = 32; // time, key, price, quantity

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

    private LimitW1(final int keys) {
        this.keys = keys;
        cells = new UnsafeBuffer(ByteBuffer.allocateDirect(PANES * keys * CELL));
        touched = new int[PANES][keys];
        Arrays.fill(paneStart, Long.MIN_VALUE);
    }

    private void onTrade(final UnsafeBuffer slots, final int slot) {
        final long time = slots.getLong(slot);
        final long start = time - Math.floorMod(time, WINDOW_NS);
        if (start + WINDOW_NS - 1 <= watermark) {
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
        final int pane = (int) ((start / WINDOW_NS) & (PANES - 1));
        if (paneStart[pane] != start) {
            paneStart[pane] = start;
            touchedCount[pane] = 0;
        }
        final int cell = (int) (pane * (long) keys + cellIndex) * CELL;
        if (cells.getLong(cell) != start) {
            cells.putLong(cell, start);
            cells.putLong(cell + 8, key);
            cells.putLong(cell + 16, 0);
            cells.putLong(cell + 24, 0);
            cells.putLong(cell + 32, 0);
            cells.putLong(cell + 40, Long.MIN_VALUE);
            cells.putLong(cell + 48, Long.MAX_VALUE);
            touched[pane][touchedCount[pane]++] = cell;
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
        if (time - DISORDER_NS - 1 > watermark) {
            watermark = time - DISORDER_NS - 1;
            if (watermark >= nextFire) {
                fire();
            }
        }
    }

    private void fire() {
        long next = Long.MAX_VALUE;
        for (int pane = 0; pane < PANES; pane++) {
            if (paneStart[pane] == Long.MIN_VALUE) {
                continue;
            }
            final long last = paneStart[pane] + WINDOW_NS - 1;
            if (last > watermark) {
                next = Math.min(next, last);
                continue;
            }
            for (int i = 0; i < touchedCount[pane]; i++) {
                final int cell = touched[pane][i];
                results++;
                checksum += hash(
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

    static long hash(
            final long key, final long start, final long a, final long b, final long c, final long d, final long e) {
        long h = key * 0x9E3779B97F4A7C15L ^ start;
        h = Long.rotateLeft(h, 31) * 0xC2B2AE3D27D4EB4FL;
        h = (h ^ (a + 31 * b + 1009 * c + 7 * d + 13 * e)) * 0x165667B19E3779F9L;
        return h ^ (h >>> 29);
    }

    /** Time of this thread, so that whoever else runs on the machine counts for less. */
    static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static double run(final UnsafeBuffer slots, final long n, final int keys, final long[] answer) {
        final LimitW1 limit = new LimitW1(keys);
        long s = 0x9E3779B97F4A7C15L;
        final long begin = cpuNs();
        for (long i = 0; i < n; i++) {
            s ^= s << 13;
            s ^= s >>> 7;
            s ^= s << 17;
            final int slot = (int) (i & 16_383) * SLOT;
            slots.putLong(slot, 1_000_000_000L + i * 1_000 - (((s >>> 20) & 0x3FF) * DISORDER_NS >> 10));
            slots.putLong(slot + 8, ((s >>> 33) * keys) >>> 31);
            slots.putLong(slot + 16, 100_000 + (s & 0x3FF));
            slots.putLong(slot + 24, 1 + ((s >>> 10) & 0x7F));
            limit.onTrade(slots, slot);
        }
        limit.watermark = Long.MAX_VALUE - 1;
        limit.fire();
        answer[0] = limit.results;
        answer[1] = limit.checksum;
        return (cpuNs() - begin) / (double) n;
    }
}
