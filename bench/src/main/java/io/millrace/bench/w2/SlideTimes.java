package io.millrace.bench.w2;

import io.millrace.bench.w1.BenchResultFlyweight;
import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchTrade;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
import io.millrace.windowing.sliding.SlidingWindows;
import io.millrace.windowing.watermark.WatermarkGenerator;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How long each slide of W2 takes: closing a window, from the call that moves the watermark to its last result, without
 * an engine around it. What a slide does is the same in every run, so a slide's time is its least over several runs:
 * that leaves out what else the machine does. <b>Used by one thread.</b>
 */
public final class SlideTimes {
    private static final int SLOTS = 16_384;
    private static final long ARENA_BYTES = 1L << 33;

    private final W2 work;
    private final BenchInput input;
    private final Aggregate<BenchTrade, ?, BenchResultFlyweight> aggregate;
    private final long[] leastNs;
    private int runs;

    /**
     * Prepares to measure.
     *
     * @param work which work.
     * @param input the input.
     * @param aggregate what is computed.
     */
    public SlideTimes(
            final W2 work, final BenchInput input, final Aggregate<BenchTrade, ?, BenchResultFlyweight> aggregate) {
        this.work = work;
        this.input = input;
        this.aggregate = aggregate;
        leastNs = new long[Math.toIntExact(input.events() * input.stepNs() / W2.SLIDE_NS + work.overlap() + 2)];
        Arrays.fill(leastNs, Long.MAX_VALUE);
    }

    /** Takes results, as a sink would. */
    private static final class Results implements ResultHandler<BenchResultFlyweight> {
        private long checksum;

        @Override
        public void onResult(final BenchResultFlyweight result, final long timeNs) {
            checksum += Answer.hash(
                    result.key(),
                    result.startNs(),
                    result.count(),
                    result.notional(),
                    result.volume(),
                    result.high(),
                    result.low());
        }
    }

    /** There are none. */
    private static final class Missed implements MissedEventHandler<BenchTrade> {
        @Override
        public void onLate(final BenchTrade event, final long timeNs, final long lateByNs, final long windowStartNs) {
            throw new IllegalStateException("late: " + event);
        }

        @Override
        public void onPartlyLate(
                final BenchTrade event,
                final long timeNs,
                final long lateByNs,
                final long firstStartNs,
                final long lastStartNs) {
            throw new IllegalStateException("late: " + event);
        }

        @Override
        public void onGap(final BenchTrade event, final long timeNs) {
            throw new IllegalStateException("in a gap: " + event);
        }

        @Override
        public void onUnrepresentable(final BenchTrade event, final long timeNs) {
            throw new IllegalStateException("unrepresentable: " + event);
        }
    }

    /**
     * Does the work once, up to the last event.
     *
     * @return the checksum.
     */
    public long run() {
        return runOf(aggregate);
    }

    private <A extends Flyweight> long runOf(final Aggregate<BenchTrade, A, BenchResultFlyweight> of) {
        final Results results = new Results();
        try (Arena arena = new Arena(ARENA_BYTES)) {
            run(new SlidingWindows<>(
                    arena, "slides", Windows.sliding(work.sizeNs(), W2.SLIDE_NS), of, results, new Missed()));
        }
        runs++;
        return results.checksum;
    }

    private void run(final SlidingWindows<BenchTrade, ?, ?> windows) {
        final WatermarkGenerator watermarks =
                Watermarks.boundedDisorder(input.disorderNs()).newGenerator();
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * LimitW1.SLOT));
        final BenchTradeFlyweight trade = new BenchTradeFlyweight();
        long s = input.seed();
        int slide = 0;
        for (long i = 0, n = input.events(); i < n; i++) {
            s = BenchInput.next(s);
            trade.wrap(slots, (int) (i & SLOTS - 1) * LimitW1.SLOT);
            trade.timeNs(input.timeNs(i, s))
                    .key(input.key(s))
                    .price(BenchInput.price(s))
                    .quantity(BenchInput.quantity(s));
            final long timeNs = trade.timeNs();
            windows.onEvent(trade.key(), timeNs, i, trade, watermarks.watermarkNs());
            final long watermarkNs = watermarks.onEvent(timeNs);
            if (watermarkNs >= windows.nextDueNs()) {
                final long beganNs = System.nanoTime();
                windows.onWatermark(watermarkNs);
                leastNs[slide] = Math.min(leastNs[slide], System.nanoTime() - beganNs);
                slide++;
            }
        }
    }

    /** Forgets what was measured so far. */
    public void forget() {
        Arrays.fill(leastNs, Long.MAX_VALUE);
        runs = 0;
    }

    /**
     * What was found of slides whose window is as full as it gets.
     *
     * @return the times in nanoseconds, ascending; empty if the input is too short.
     */
    public long[] sorted() {
        int count = 0;
        while (count < leastNs.length && leastNs[count] != Long.MAX_VALUE) {
            count++;
        }
        final long[] full = Arrays.copyOfRange(leastNs, Math.min(work.overlap(), count), count);
        Arrays.sort(full);
        return full;
    }

    /**
     * How many runs were measured.
     *
     * @return the count.
     */
    public int runs() {
        return runs;
    }
}
