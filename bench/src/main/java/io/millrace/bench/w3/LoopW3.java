package io.millrace.bench.w3;

import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W3 in one hand-written loop: events pass through slots of off-heap memory, keys through an Agrona map, sessions live
 * in off-heap cells, two for each key, and a wheel of 65 us knows when to look at each. A session that became longer is
 * moved on when its turn comes.
 *
 * <p>What it leaves out, an engine has to have: it holds two sessions a key and a fixed number of keys, the wheel turns
 * once in 4 ms, and sessions that end in the same 65 us come in any order; {@link #fits} says where that is enough.
 * <b>Used by one thread.</b>
 */
public final class LoopW3 {
    private static final int SLOTS = 16_384;
    private static final int CELL = 80; // start, end, key, live, place in a chain, count, notional, volume, high, low
    private static final int START = 0;
    private static final int END = 8;
    private static final int KEY = 16;
    private static final int LIVE = 24;
    private static final int CHAINED = 32;
    private static final int STATS = 40;
    private static final int SPOKE_SHIFT = 16;
    private static final int SPOKES = 64;
    private static final int NONE = -1;
    private static final long NOT_CHAINED = 0;

    private final BenchInput input;
    private final Long2LongHashMap index = new Long2LongHashMap(1 << 12, 0.55f, -1);
    private final UnsafeBuffer cells;
    private final int[] newest;
    private final int[] heads = new int[SPOKES];
    private int used;
    private long watermark = Long.MIN_VALUE;
    private long spoke = Long.MIN_VALUE;
    private long nextLook = Long.MIN_VALUE;
    private long results;
    private long checksum;

    private LoopW3(final BenchInput input) {
        this.input = input;
        final int keys = Math.toIntExact(input.keys());
        cells = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.multiplyExact(2 * CELL, keys)));
        newest = new int[keys];
        Arrays.fill(heads, NONE);
    }

    /**
     * Whether two sessions a key, the wheel and the cells of all keys are enough.
     *
     * @param input the input.
     * @return {@code false} where the loop would give a wrong answer.
     */
    public static boolean fits(final BenchInput input) {
        return input.keys() <= Integer.MAX_VALUE / (2 * CELL)
                && input.stepNs() <= W3.GAP_NS / 4
                && input.disorderNs() <= W3.GAP_NS / 4;
    }

    private void onTrade(final UnsafeBuffer slots, final int slot) {
        final long time = slots.getLong(slot);
        final long key = slots.getLong(slot + 8);
        long number = index.get(key);
        if (number == -1) {
            number = used++;
            index.put(key, number);
        }
        int cell = ((int) number * 2 + newest[(int) number]) * CELL;
        if (cells.getLong(cell + LIVE) == 0
                || time < cells.getLong(cell + START)
                || time >= cells.getLong(cell + END)) {
            cell = otherThanNewest((int) number, cell, key, time);
        } else if (time + W3.GAP_NS > cells.getLong(cell + END)) {
            cells.putLong(cell + END, time + W3.GAP_NS);
        }
        add(cell, slots.getLong(slot + 16), slots.getLong(slot + 24));
        if (time - input.disorderNs() - 1 > watermark) {
            watermark = time - input.disorderNs() - 1;
            if (watermark >= nextLook) {
                look();
            }
        }
    }

    private void add(final int cell, final long price, final long quantity) {
        final int stats = cell + STATS;
        cells.putLong(stats, cells.getLong(stats) + 1);
        cells.putLong(stats + 8, cells.getLong(stats + 8) + price * quantity);
        cells.putLong(stats + 16, cells.getLong(stats + 16) + quantity);
        if (price > cells.getLong(stats + 24)) {
            cells.putLong(stats + 24, price);
        }
        if (price < cells.getLong(stats + 32)) {
            cells.putLong(stats + 32, price);
        }
    }

    private int otherThanNewest(final int number, final int cell, final long key, final long time) {
        if (cells.getLong(cell + LIVE) == 0) {
            return open(cell, key, time);
        }
        final int other = (number * 2 + 1 - newest[number]) * CELL;
        if (time >= cells.getLong(cell + END)) {
            newest[number] = 1 - newest[number];
            return open(free(other), key, time);
        }
        final boolean older = cells.getLong(other + LIVE) != 0 && time < cells.getLong(other + END);
        if (time + W3.GAP_NS <= cells.getLong(cell + START)) {
            if (!older) {
                return open(free(other), key, time);
            }
            cells.putLong(other + START, Math.min(time, cells.getLong(other + START)));
            cells.putLong(other + END, Math.max(time + W3.GAP_NS, cells.getLong(other + END)));
            return other;
        }
        cells.putLong(cell + START, time);
        if (older) {
            merge(cell, other);
        }
        return cell;
    }

    private int free(final int cell) {
        if (cells.getLong(cell + LIVE) != 0) {
            throw new IllegalStateException("more than two sessions of a key");
        }
        return cell;
    }

    private int open(final int cell, final long key, final long time) {
        cells.putLong(cell + START, time);
        cells.putLong(cell + END, time + W3.GAP_NS);
        cells.putLong(cell + KEY, key);
        cells.putLong(cell + LIVE, 1);
        cells.putLong(cell + STATS, 0);
        cells.putLong(cell + STATS + 8, 0);
        cells.putLong(cell + STATS + 16, 0);
        cells.putLong(cell + STATS + 24, Long.MIN_VALUE);
        cells.putLong(cell + STATS + 32, Long.MAX_VALUE);
        // One that was merged away may still be in a chain: it is looked at earlier, then.
        if (cells.getLong(cell + CHAINED) == NOT_CHAINED) {
            chain(cell);
        }
        return cell;
    }

    /** The place in a chain is that of the follower, plus 2, so that 0 is none. */
    private void chain(final int cell) {
        final int at = (int) (cells.getLong(cell + END) - 1 >> SPOKE_SHIFT) & SPOKES - 1;
        cells.putLong(cell + CHAINED, heads[at] + 2L);
        heads[at] = cell;
    }

    private void merge(final int cell, final int other) {
        cells.putLong(cell + START, Math.min(cells.getLong(cell + START), cells.getLong(other + START)));
        for (int i = STATS; i < STATS + 24; i += 8) {
            cells.putLong(cell + i, cells.getLong(cell + i) + cells.getLong(other + i));
        }
        final int high = STATS + 24;
        final int low = STATS + 32;
        cells.putLong(cell + high, Math.max(cells.getLong(cell + high), cells.getLong(other + high)));
        cells.putLong(cell + low, Math.min(cells.getLong(cell + low), cells.getLong(other + low)));
        cells.putLong(other + LIVE, 0);
    }

    private void look() {
        final long reached = watermark >> SPOKE_SHIFT;
        long next = reached + 1 << SPOKE_SHIFT;
        final long first = Math.max(spoke, reached - SPOKES + 1);
        for (long at = first; at <= reached; at++) {
            final int slot = (int) at & SPOKES - 1;
            int cell = heads[slot];
            heads[slot] = NONE;
            while (cell != NONE) {
                final int follower = (int) cells.getLong(cell + CHAINED) - 2;
                cells.putLong(cell + CHAINED, NOT_CHAINED);
                if (cells.getLong(cell + LIVE) != 0) {
                    final long last = cells.getLong(cell + END) - 1;
                    if (last <= watermark) {
                        fire(cell);
                    } else {
                        chain(cell);
                        next = Math.min(next, last);
                    }
                }
                cell = follower;
            }
        }
        spoke = reached;
        nextLook = next;
    }

    private void fire(final int cell) {
        results++;
        checksum += Answer.hash(
                cells.getLong(cell + KEY),
                cells.getLong(cell + START),
                cells.getLong(cell + STATS),
                cells.getLong(cell + STATS + 8),
                cells.getLong(cell + STATS + 16),
                cells.getLong(cell + STATS + 24),
                cells.getLong(cell + STATS + 32));
        cells.putLong(cell + LIVE, 0);
    }

    private void run() {
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * LimitW1.SLOT));
        long s = input.seed();
        for (long i = 0, n = input.events(); i < n; i++) {
            s = BenchInput.next(s);
            final int slot = (int) (i & SLOTS - 1) * LimitW1.SLOT;
            slots.putLong(slot, input.timeNs(i, s));
            slots.putLong(slot + 8, input.key(s));
            slots.putLong(slot + 16, BenchInput.price(s));
            slots.putLong(slot + 24, BenchInput.quantity(s));
            onTrade(slots, slot);
        }
        for (int cell = 0; cell < 2 * CELL * used; cell += CELL) {
            if (cells.getLong(cell + LIVE) != 0) {
                fire(cell);
            }
        }
    }

    /**
     * Does the work once.
     *
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final BenchInput input) {
        final LoopW3 work = new LoopW3(input);
        final long begin = System.nanoTime();
        work.run();
        return new Answer(work.results, work.checksum, System.nanoTime() - begin);
    }
}
