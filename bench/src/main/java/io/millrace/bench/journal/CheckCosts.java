package io.millrace.bench.journal;

import io.millrace.bench.w1.BenchResultFlyweight;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.operator.OutputDigest;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.journal.format.Checksum;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What checks cost by themselves: the checksum of a batch's bytes, and the digest of results, both over memory that is
 * in the cache, as it is when a run computes them.
 */
public final class CheckCosts {
    private static final int BATCH_SLOTS = 256;
    private static final int LINE_BYTES = 64;
    private static final int ROUNDS = 5;
    private static final long ROUND_NS = 60_000_000L;
    private static final int RESULTS = 64;

    private static long kept;

    private CheckCosts() {}

    /**
     * Measures the checksum.
     *
     * @return nanoseconds per slot: the least of some rounds.
     */
    public static double checksumNs() {
        final int bytes = BATCH_SLOTS * SlotLayout.slotBytes(BenchTradeFlyweight.TYPE.sizeBytes());
        final UnsafeBuffer slots = filled(bytes);
        final Checksum checksum = new Checksum();
        return least(() -> kept += checksum.of(slots, 0, bytes)) / BATCH_SLOTS;
    }

    /**
     * Measures the digest.
     *
     * @return nanoseconds per result: the least of some rounds.
     */
    public static double digestNs() {
        final int bytes = BenchResultFlyweight.TYPE.sizeBytes();
        final UnsafeBuffer records = filled(bytes * RESULTS);
        final BenchResultFlyweight result = new BenchResultFlyweight();
        return least(() -> {
                    long digest = kept;
                    for (int i = 0; i < RESULTS; i++) {
                        result.wrap(records, i * bytes);
                        digest = OutputDigest.add(digest, i, result, bytes);
                    }
                    kept = digest;
                })
                / RESULTS;
    }

    private static UnsafeBuffer filled(final int bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, LINE_BYTES));
        for (int i = 0; i < bytes; i++) {
            buffer.putByte(i, (byte) (i * 31));
        }
        return buffer;
    }

    private static double least(final Runnable work) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            final long beganNs = System.nanoTime();
            long times = 0;
            long nowNs = beganNs;
            while (nowNs - beganNs < ROUND_NS) {
                for (int i = 0; i < RESULTS; i++) {
                    work.run();
                }
                times += RESULTS;
                nowNs = System.nanoTime();
            }
            least = Math.min(least, (double) (nowNs - beganNs) / times);
        }
        return least;
    }
}
