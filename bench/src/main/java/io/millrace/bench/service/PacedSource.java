package io.millrace.bench.service;

import io.millrace.bench.report.Percentiles;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import java.util.function.Consumer;

/**
 * Publishes events when they are due, and measures. In the inline layout what a poll published has been worked off when
 * the next poll comes: the time between is the service time of that batch, with all that the engine does around it.
 *
 * <p>Slices with work alternate with empty ones, in which the thread waits for the same due times and does nothing.
 * <b>Used by the run's one thread.</b>
 */
final class PacedSource implements Source<BenchTradeFlyweight> {
    private final ServicePlan plan;
    private final BenchInput input;
    private final ServiceTimes times;
    private final Closings closings;
    private final Consumer<String> progress;
    private final Percentiles slice = new Percentiles();
    private final Percentiles emptySlice = new Percentiles();
    private long index;
    private long state;
    private long largestNs = Long.MIN_VALUE;
    private long openStartNs = Long.MIN_VALUE;
    private int slices;
    private long sliceBeganNs = Long.MIN_VALUE;
    private long sent;
    private long batchBeganNs;
    private int batch;
    private int closer = -1;
    private long faultsBefore;

    PacedSource(
            final ServicePlan plan,
            final BenchInput input,
            final ServiceTimes times,
            final Closings closings,
            final Consumer<String> progress) {
        this.plan = plan;
        this.input = input;
        this.times = times;
        this.closings = closings;
        this.progress = progress;
        state = input.seed();
    }

    @Override
    public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
        long nowNs = System.nanoTime();
        if (batch > 0) {
            batchEnded(nowNs);
            nowNs = System.nanoTime();
        }
        if (sent == plan.sliceEvents() && !nextSlice()) {
            return END_OF_INPUT;
        }
        if (sliceBeganNs == Long.MIN_VALUE) {
            faultsBefore = PageFaults.ofThisThread();
            sliceBeganNs = System.nanoTime();
            nowNs = sliceBeganNs;
        }
        final int room = (int) Math.min(limit, plan.sliceEvents() - sent);
        batchBeganNs = nowNs;
        closings.batchBegins(nowNs);
        while (batch < room && sliceBeganNs + plan.dueNs(sent + batch) <= nowNs) {
            publish(out, sliceBeganNs + plan.dueNs(sent + batch));
            batch++;
        }
        return batch;
    }

    private void publish(final Publisher<BenchTradeFlyweight> out, final long dueNs) {
        state = BenchInput.next(state);
        final long s = state;
        final long timeNs = input.timeNs(index, s);
        out.claim().timeNs(timeNs).key(input.key(s)).price(BenchInput.price(s)).quantity(BenchInput.quantity(s));
        out.commit();
        index++;
        if (timeNs > largestNs) {
            largestNs = timeNs;
            advance(timeNs - input.disorderNs() - 1, dueNs);
        }
    }

    /** Knows, as the engine does, which windows end at or before a watermark. */
    private void advance(final long watermarkNs, final long dueNs) {
        if (openStartNs == Long.MIN_VALUE) {
            openStartNs = Math.floorDiv(watermarkNs, BenchInput.WINDOW_NS) * BenchInput.WINDOW_NS;
        }
        while (watermarkNs >= openStartNs + BenchInput.WINDOW_NS - 1) {
            closings.passed(openStartNs, dueNs);
            openStartNs += BenchInput.WINDOW_NS;
            if (closer < 0) {
                closer = batch;
            }
        }
    }

    private void batchEnded(final long nowNs) {
        final long serviceNs = nowNs - batchBeganNs;
        final long firstResultNs = closings.batchEnded(nowNs);
        times.event.record(serviceNs, batch);
        if (closer >= 0 && firstResultNs != Long.MIN_VALUE) {
            times.eventAlone.record(firstResultNs - batchBeganNs, closer + 1L);
            if (batch > closer + 1) {
                times.eventAlone.record(serviceNs, batch - closer - 1L);
            }
        } else {
            times.eventAlone.record(serviceNs, batch);
        }
        for (int i = 0; i < batch; i++) {
            slice.record(nowNs - sliceBeganNs - plan.dueNs(sent + i), 1);
        }
        sent += batch;
        batch = 0;
        closer = -1;
    }

    /** Ends a slice; returns whether there is a further one. */
    private boolean nextSlice() {
        slices++;
        times.addFaults(PageFaults.ofThisThread() - faultsBefore);
        if (slices <= plan.warmupSlices()) {
            progress.accept("warm-up " + slices + " of " + plan.warmupSlices());
            times.reset();
        } else {
            EmptyLoop.run(plan, emptySlice);
            times.add(new ServiceTimes.Pair(slice.atNs(50), slice.atNs(99), emptySlice.atNs(50), emptySlice.atNs(99)));
            times.eventLatency.add(slice);
            times.emptyLatency.add(emptySlice);
            progress.accept("slice " + (slices - plan.warmupSlices()) + " of " + plan.slices());
        }
        slice.reset();
        emptySlice.reset();
        sliceBeganNs = Long.MIN_VALUE;
        sent = 0;
        return slices < plan.slices() + plan.warmupSlices();
    }
}
