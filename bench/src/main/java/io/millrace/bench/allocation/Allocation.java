package io.millrace.bench.allocation;

import com.sun.management.ThreadMXBean;
import io.millrace.bench.w1.ChecksumSink;
import io.millrace.bench.w1.StatsAggregate;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchSource;
import io.millrace.bench.work.BenchTrade;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.function.MapFunction;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the threads of a run allocated while events flowed through W1, with an operator in front of it.
 *
 * @param events number of events in that time.
 * @param bytesByThread bytes by the name of the thread, for every thread of the run.
 */
public record Allocation(long events, Map<String, Long> bytesByThread) {
    private static final String ENGINE_THREADS = "millrace-";
    private static final long ENDLESS_EVENTS = 1L << 50;
    private static final long NS_PER_MS = 1_000_000;

    /** Copies the map. */
    public Allocation {
        bytesByThread = new LinkedHashMap<>(bytesByThread);
    }

    /**
     * Bytes per event, over all threads.
     *
     * @return the quotient; infinite if there were bytes and no events.
     */
    public double bytesPerEvent() {
        final long bytes =
                bytesByThread.values().stream().mapToLong(Long::longValue).sum();
        return bytes == 0 && events == 0 ? 0 : (double) bytes / events;
    }

    /**
     * An operator that allocates nothing.
     *
     * @return a copy of each event.
     */
    public static MapFunction<BenchTrade, BenchTradeFlyweight> clean() {
        return Allocation::copy;
    }

    /**
     * An operator that allocates an object per event: so that it can be seen that this is noticed.
     *
     * @return a copy of each event.
     */
    public static MapFunction<BenchTrade, BenchTradeFlyweight> planted() {
        return (trade, out) -> {
            copy(trade, out);
            Planted.last = new Planted(trade.price());
        };
    }

    private static void copy(final BenchTrade trade, final BenchTradeFlyweight out) {
        out.timeNs(trade.timeNs()).key(trade.key()).price(trade.price()).quantity(trade.quantity());
    }

    /** Kept where another thread could see it, so that the compiler cannot leave it out. */
    private static final class Planted {
        private static volatile Planted last;

        @SuppressWarnings("unused") // what counts is that it is there
        private final long price;

        Planted(final long price) {
            this.price = price;
        }
    }

    /**
     * Measures.
     *
     * @param layout on which threads the pipeline runs.
     * @param operator stands in front of the window.
     * @param warmupNs how long events flow before, in nanoseconds.
     * @param durationNs how long it is measured, in nanoseconds.
     * @return what was allocated.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public static Allocation measure(
            final Layout layout,
            final MapFunction<BenchTrade, BenchTradeFlyweight> operator,
            final long warmupNs,
            final long durationNs)
            throws InterruptedException {
        return measure(operator, RunOptions.defaults().withLayout(layout), warmupNs, durationNs);
    }

    /**
     * The same with a journal. Events come at some 1 million per second, so that the disk is spared.
     *
     * @param layout on which threads the pipeline runs.
     * @param journal how the run is journaled.
     * @param warmupNs how long events flow before, in nanoseconds.
     * @param durationNs how long it is measured, in nanoseconds.
     * @return what was allocated.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public static Allocation measureJournaled(
            final Layout layout, final JournalSpec journal, final long warmupNs, final long durationNs)
            throws InterruptedException {
        final RunOptions options = RunOptions.defaults().withLayout(layout).withJournal(journal);
        return measure(clean(), options, warmupNs, durationNs);
    }

    private static Allocation measure(
            final MapFunction<BenchTrade, BenchTradeFlyweight> operator,
            final RunOptions options,
            final long warmupNs,
            final long durationNs)
            throws InterruptedException {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Run run = Millrace.start(pipeline(operator, options.journal().isPresent()), options)) {
            Thread.sleep(warmupNs / NS_PER_MS);
            final Map<Long, String> names = engineThreads(threads);
            final long[] ids =
                    names.keySet().stream().mapToLong(Long::longValue).toArray();
            final long eventsBefore = run.metrics().events();
            final long[] before = threads.getThreadAllocatedBytes(ids);
            Thread.sleep(durationNs / NS_PER_MS);
            final long[] after = threads.getThreadAllocatedBytes(ids);
            final long events = run.metrics().events() - eventsBefore;
            if (run.state().isOver()) {
                throw new IllegalStateException("the run ended before it was measured: " + run.failure());
            }
            final Map<String, Long> bytes = new LinkedHashMap<>();
            for (int i = 0; i < ids.length; i++) {
                bytes.merge(names.get(ids[i]), after[i] - before[i], Long::sum);
            }
            return new Allocation(events, bytes);
        }
    }

    private static Map<Long, String> engineThreads(final ThreadMXBean threads) {
        final Map<Long, String> names = new LinkedHashMap<>();
        for (final ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith(ENGINE_THREADS)) {
                names.put(info.getThreadId(), info.getThreadName());
            }
        }
        if (names.isEmpty()) {
            throw new IllegalStateException("no thread is called " + ENGINE_THREADS + "...");
        }
        return names;
    }

    /** Gives events of another source, but not faster than at a rate. */
    private static final class Slowed implements Source<BenchTradeFlyweight> {
        private static final long NS_PER_EVENT = 1_000;

        private final BenchSource source;
        private final long beganNs = System.nanoTime();
        private long given;

        Slowed(final BenchSource source) {
            this.source = source;
        }

        @Override
        public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
            final long due = (System.nanoTime() - beganNs) / NS_PER_EVENT - given;
            if (due <= 0) {
                return 0;
            }
            final int count = source.poll(out, (int) Math.min(limit, due));
            given += Math.max(0, count);
            return count;
        }
    }

    private static Pipeline pipeline(
            final MapFunction<BenchTrade, BenchTradeFlyweight> operator, final boolean slowed) {
        final BenchInput input = BenchInput.standard(ENDLESS_EVENTS, 1_000);
        final ChecksumSink sink = new ChecksumSink();
        final PipelineBuilder builder = Pipeline.builder("allocation");
        builder.source(
                        "trades",
                        BenchTradeFlyweight.TYPE,
                        Watermarks.boundedDisorder(input.disorderNs()),
                        context -> slowed ? new Slowed(new BenchSource(input)) : new BenchSource(input))
                .map("operator", BenchTradeFlyweight.TYPE, operator)
                .keyBy(BenchTrade::key)
                .window(Windows.tumbling(BenchInput.WINDOW_NS))
                .aggregate("stats", new StatsAggregate())
                .results()
                .sink("checksum", context -> sink);
        return builder.build();
    }
}
