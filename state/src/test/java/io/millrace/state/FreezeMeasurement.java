package io.millrace.state;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.agrona.collections.LongArrayList;

/**
 * What a freeze costs the writing thread: random stores at a rate, in slices of what is due, while a second thread
 * writes the snapshot to nowhere; alternating with rounds without a freeze. A main for hand use, not a test: arguments
 * are MiB of state, stores per second, and rounds.
 */
final class FreezeMeasurement {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MAX_SLICE = 64;
    private static final long ROUND_NS = 1_000_000_000L;

    private final Arena arena;
    private final ShadowPool pool = new ShadowPool();
    private final ExecutorService second = Executors.newSingleThreadExecutor();
    private final SplittableRandom random = new SplittableRandom(1);
    private final long segments;
    private final double storesPerNs;

    private FreezeMeasurement(final long bytes, final double storesPerSecond) {
        segments = bytes / Arena.SEGMENT_BYTES;
        storesPerNs = storesPerSecond / 1e9;
        arena = new Arena(bytes + (1 << 20));
        for (long i = 1; i < segments; i++) {
            arena.allocateSegment();
        }
    }

    /** Runs it. */
    public static void main(final String[] args) throws Exception {
        final FreezeMeasurement measurement =
                new FreezeMeasurement(Long.parseLong(args[0]) << 20, Double.parseDouble(args[1]));
        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            measurement.storeCosts();
            measurement.round(false);
            measurement.round(true);
        }
        measurement.second.shutdown();
    }

    private void store() {
        final long at = Arena.SEGMENT_BYTES + random.nextLong((segments - 1) * Arena.SEGMENT_BYTES / 8) * 8;
        arena.beforeWrite(at);
        arena.putLong(at, at);
    }

    private void storeCosts() {
        System.out.printf("flat out, at rest: %.1f ns of processor a store%n", cpuNsOf(2_000_000) / 2e6);
        final FrozenArena frozen = arena.freeze(pool);
        System.out.printf("flat out, first 50,000 stores of a freeze: %.1f ns", cpuNsOf(50_000) / 5e4);
        System.out.printf(", next 2,000,000: %.1f ns", cpuNsOf(2_000_000) / 2e6);
        System.out.printf(", %,d segments copied%n", frozen.copies());
        frozen.end();
    }

    private long cpuNsOf(final int stores) {
        final long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < stores; i++) {
            store();
        }
        return THREADS.getCurrentThreadCpuTime() - begin;
    }

    private void round(final boolean freezing) throws Exception {
        second.submit(() -> pool.prepare(arena.reservedBytes())).get();
        final LongArrayList slices = new LongArrayList(1 << 22, -1);
        final long begin = System.nanoTime();
        final FrozenArena frozen = freezing ? arena.freeze(pool) : null;
        final long freezeNs = System.nanoTime() - begin;
        final long[] writeNs = {0};
        final Future<SnapshotSummary> written = !freezing
                ? null
                : second.submit(() -> {
                    final long start = THREADS.getCurrentThreadCpuTime();
                    final SnapshotSummary summary = frozen.write((buffer, offset, length) -> {});
                    writeNs[0] = THREADS.getCurrentThreadCpuTime() - start;
                    return summary;
                });
        final long stores = run(begin, freezing ? frozen : null, slices);
        final String what = freezing ? "frozen " : "at rest";
        System.out.printf("%s: %,d stores, %s", what, stores, percentiles(slices));
        if (freezing) {
            final long copies = frozen.copies();
            final long unprepared = frozen.unpreparedCopies();
            frozen.end();
            System.out.printf(
                    "; freeze %,d ns, %,d of %,d segments copied, %,d unprepared,"
                            + " %,d MiB written with %,d ms of processor",
                    freezeNs,
                    copies,
                    written.get().segments(),
                    unprepared,
                    written.get().bytes() >> 20,
                    writeNs[0] / 1_000_000);
        }
        System.out.println();
    }

    private long run(final long begin, final FrozenArena frozen, final LongArrayList slices) {
        long done = 0;
        long now = begin;
        while (frozen == null ? now - begin < ROUND_NS / 4 : !frozen.isOver()) {
            final long due = Math.min((long) ((now - begin) * storesPerNs) - done, MAX_SLICE);
            if (due > 0) {
                for (long i = 0; i < due; i++) {
                    store();
                }
                done += due;
                final long after = System.nanoTime();
                slices.addLong(after - now);
                now = after;
            } else {
                Thread.onSpinWait();
                now = System.nanoTime();
            }
        }
        return done;
    }

    private static String percentiles(final LongArrayList slices) {
        final long[] sorted = slices.toLongArray();
        Arrays.sort(sorted);
        final int last = sorted.length - 1;
        return String.format(
                "slices p50 %,d p99 %,d p99.9 %,d p99.99 %,d max %,d ns",
                sorted[last / 2],
                sorted[(int) (last * 0.99)],
                sorted[(int) (last * 0.999)],
                sorted[(int) (last * 0.9999)],
                sorted[last]);
    }
}
