package io.millrace.bench.journal;

import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;

/**
 * Every key once, flat out; then keys at random at a rate, until some time after a checkpoint. It does not return
 * without an event, so that the run's thread never sleeps. <b>Used by the run's thread.</b>
 */
final class CheckpointSource implements Source<BenchTradeFlyweight> {
    private final CheckpointPlanned plan;
    private final CheckpointSlices slices;
    private long index;
    private long state = BenchInput.SEED;
    private long beganNs;
    private long endNs = Long.MAX_VALUE;

    CheckpointSource(final CheckpointPlanned plan, final CheckpointSlices slices) {
        this.plan = plan;
        this.slices = slices;
    }

    /** Key of an event. */
    static long key(final CheckpointPlanned plan, final long index, final long s) {
        return index < plan.keys() ? index : (s >>> 33) * plan.keys() >>> 31;
    }

    long events() {
        return index;
    }

    @Override
    public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
        if (index < plan.keys()) {
            return publish(out, (int) Math.min(limit, plan.keys() - index));
        }
        long nowNs = System.nanoTime();
        slices.back(nowNs);
        if (beganNs == 0) {
            beganNs = nowNs;
        }
        if (nowNs >= end(nowNs)) {
            return END_OF_INPUT;
        }
        final long done = index - plan.keys();
        while (plan.dueNs(done) > nowNs - beganNs) {
            nowNs = System.nanoTime();
        }
        int count = 1;
        while (count < limit && plan.dueNs(done + count) <= nowNs - beganNs) {
            count++;
        }
        publish(out, count);
        // A turn belongs to what it begins with: the one that makes the checkpoint due begins it at its end.
        slices.leave(index < plan.dueEvents() ? slices.before : slices.isTaken() ? slices.after : slices.during);
        return count;
    }

    private long end(final long nowNs) {
        if (endNs == Long.MAX_VALUE && slices.isTaken()) {
            endNs = nowNs + plan.afterNs();
        }
        return Math.min(endNs, beganNs + plan.longestNs());
    }

    private int publish(final Publisher<BenchTradeFlyweight> out, final int count) {
        for (int i = 0; i < count; i++) {
            state = BenchInput.next(state);
            final long s = state;
            out.claim()
                    .timeNs(BenchInput.BEGIN_NS + index)
                    .key(key(plan, index, s))
                    .price(BenchInput.price(s))
                    .quantity(BenchInput.quantity(s));
            out.commit();
            index++;
        }
        return count;
    }
}
