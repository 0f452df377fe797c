package io.millrace.bench.w1;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W1 as one would write it first: a sorted map of windows, in each a map from key to an object that adds up. It reads
 * the same slots as the others, and takes any input. <b>Used by one thread.</b>
 */
public final class HashMapW1 {
    private static final int SLOTS = 16_384;

    private final BenchInput input;
    private final TreeMap<Long, Map<Long, Stats>> windows = new TreeMap<>();
    private long watermark = Long.MIN_VALUE;
    private long results;
    private long checksum;

    private HashMapW1(final BenchInput input) {
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

    private void onTrade(final UnsafeBuffer slots, final int slot) {
        final long time = slots.getLong(slot);
        final long start = time - Math.floorMod(time, BenchInput.WINDOW_NS);
        if (start + BenchInput.WINDOW_NS - 1 <= watermark) {
            return;
        }
        windows.computeIfAbsent(start, any -> new HashMap<>())
                .computeIfAbsent(slots.getLong(slot + 8), any -> new Stats())
                .add(slots.getLong(slot + 16), slots.getLong(slot + 24));
        watermark = Math.max(watermark, time - input.disorderNs() - 1);
        fire();
    }

    private void fire() {
        while (!windows.isEmpty() && windows.firstKey() + BenchInput.WINDOW_NS - 1 <= watermark) {
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
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final BenchInput input) {
        final HashMapW1 work = new HashMapW1(input);
        final long begin = System.nanoTime();
        work.run();
        return new Answer(work.results, work.checksum, System.nanoTime() - begin);
    }
}
