package io.millrace.engine.operator;

import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.TimerContext;
import io.millrace.record.Flyweight;
import io.millrace.state.KeyedStates;

/** A user's function with state by key, timers and side outputs. */
@PerInstance
public final class ProcessOperator extends TimedOperator implements TimerContext, Collector<Object> {
    private static final int CELLS_SWEPT_PER_EVENT = 2;

    private final EventKey keys;
    private final ProcessFunction<Object, Object> function;
    private final KeyedStates states;
    private final ProcessTimers timers;
    private final ProcessMoment moment;
    private final Failures failures;
    private final EventClock clock;
    private final Step step;
    private final OutRecord out;
    private final Operator next;
    private boolean begun;

    /**
     * Creates the operator.
     *
     * @param parts what it works with.
     * @param failures what happens when the function throws.
     * @param place where in the stage it works.
     * @param out the record that the function writes.
     * @param next takes the records made.
     */
    public ProcessOperator(
            final ProcessParts parts,
            final Failures failures,
            final StagePlace place,
            final OutRecord out,
            final Operator next) {
        this.keys = parts.keys();
        this.function = parts.function();
        this.states = parts.states();
        this.timers = parts.timers();
        this.moment = parts.moment();
        this.failures = failures;
        this.clock = place.clock();
        this.step = place.step();
        this.out = out;
        this.next = next;
    }

    @Override
    public void onEvent(final Flyweight event) {
        final ProcessMoment at = moment;
        final long timeNs = step.timeNs;
        at.timeNs = timeNs;
        at.inCall = true;
        begun = false;
        try {
            keys.moveTo(event, states, step.ingressNs);
            function.onEvent(event, this, this);
            states.sweep(CELLS_SWEPT_PER_EVENT);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
        }
        at.inCall = false;
        step.timeNs = timeNs;
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        while (timers != null && timers.pollEventTime(watermarkNs, states)) {
            fire();
        }
    }

    @Override
    public void onProcessingTime(final long processingNs) {
        while (timers != null && timers.pollProcessingTime(processingNs, states)) {
            fire();
        }
    }

    private void fire() {
        final long timeNs = step.timeNs;
        moment.inCall = true;
        moment.inTimer = true;
        begun = false;
        try {
            function.onTimer(this, this);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, null);
        }
        moment.inTimer = false;
        moment.inCall = false;
        step.timeNs = timeNs;
    }

    @Override
    public long nextDueNs() {
        return timers == null ? Long.MAX_VALUE : timers.nextEventTimeNs();
    }

    @Override
    public long nextProcessingDueNs() {
        return timers == null ? Long.MAX_VALUE : timers.nextProcessingTimeNs();
    }

    @Override
    public long countOpen() {
        return 0;
    }

    @Override
    public long countTimers() {
        return timers == null ? 0 : timers.pending();
    }

    @Override
    public long droppedTimers() {
        return timers == null ? 0 : timers.dropped();
    }

    @Override
    public Object next() {
        begun = true;
        return out.begin(moment.timeNs);
    }

    @Override
    public void emit() {
        if (!begun) {
            throw new IllegalStateException("emit() without next()");
        }
        begun = false;
        step.timeNs = out.timeNs(moment.timeNs);
        if (moment.inTimer) {
            moment.emitted(out.flyweight(), next);
        } else {
            next.onEvent(out.flyweight());
        }
    }

    @Override
    public long payload() {
        return moment.payload;
    }

    @Override
    public boolean isProcessingTime() {
        return moment.isProcessingTime;
    }

    @Override
    public long key() {
        return keys.number();
    }

    @Override
    public Flyweight keyRecord() {
        return keys.record();
    }

    @Override
    public long timeNs() {
        return moment.timeNs;
    }

    @Override
    public long processingTimeNs() {
        return step.ingressNs;
    }

    @Override
    public long watermarkNs() {
        return clock.judgedNs();
    }

    @Override
    public long sequence() {
        return step.sequence;
    }
}
