package io.millrace.bench.w2;

import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W2 as one would write it first: a sorted map of windows, in each a map from key to an object that adds up, and every
 * event added to each of its windows. It reads the same slots as the others, and takes any input. <b>Used by one
 * thread.</b>
 */
public final class HashMapW2 {
    private static final int SLOTS = 16_384;
    private static final long MOST_ADDITIONS = 60_000_000;

    private final W2 work;
    private final BenchInput input;
    private final TreeMap<Long, Map<Long, Stats>> windows = new TreeMap<>();
    private long watermark = Long.MIN_VALUE;
    private long results;
    private long checksum;

    private HashMapW2(final W2 work, final BenchInput input) {
        this.work = work;
        this.input = input;
    }

    private static final class Stats {
        private long count;
        private long notional;
        private long volume;
        private long high = Long.MIN_VALUE;
        private long low = Long.MAX_VALUE;

        void add(final long price, final long quantity) {
            count++;
            notional += price * quantity;
            volume += quantity;
            high = Math.max(high, price);
            low = Math.min(low, price);
        }
    }

    /**
     * Whether it comes to an end soon.
     *
     * @param work which work.
     * @param input the input.
     * @return {@code false} where it would add for minutes.
     */
    public static boolean isBearable(final W2 work, final BenchInput input) {
        return input.events() <= MOST_ADDITIONS / work.overlap();
    }

    private void onTrade(final UnsafeBuffer slots, final int slot) {
        final long time = slots.getLong(slot);
        final long key = slots.getLong(slot + 8);
        final long latest = time - Math.floorMod(time, W2.SLIDE_NS);
        for (long start = latest; start + work.sizeNs() > time; start -= W2.SLIDE_NS) {
            if (start + work.sizeNs() - 1 > watermark) {
                windows.computeIfAbsent(start, any -> new HashMap<>())
                        .computeIfAbsent(key, any -> new Stats())
                        .add(slots.getLong(slot + 16), slots.getLong(slot + 24));
            }
        }
        watermark = Math.max(watermark, time - input.disorderNs() - 1);
        fire();
    }

    private void fire() {
        while (!windows.isEmpty() && windows.firstKey() + work.sizeNs() - 1 <= watermark) {
            final Map.Entry<Long, Map<Long, Stats>> window = windows.pollFirstEntry();
            window.getValue().forEach((key, stats) -> {
                results++;
                checksum += Answer.hash(
                        key, window.getKey(), stats.count, stats.notional, stats.volume, stats.high, stats.low);
            });
        }
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
        watermark = Long.MAX_VALUE - 1;
        fire();
    }

    /**
     * Does the work once.
     *
     * @param work which one.
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final W2 work, final BenchInput input) {
        final HashMapW2 map = new HashMapW2(work, input);
        final long begin = System.nanoTime();
        map.run();
        return new Answer(map.results, map.checksum, System.nanoTime() - begin);
    }
}
