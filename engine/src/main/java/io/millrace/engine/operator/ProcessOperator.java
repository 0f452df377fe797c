package io.millrace.engine.operator;

import io.millrace.engine.function.BroadcastFunction;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.TimerContext;
import io.millrace.record.Flyweight;
import io.millrace.state.KeyedStates;

/** A user's function with state by key, timers and side outputs. */
@PerInstance
public final class ProcessOperator extends TwoInputOperator implements TimerContext, Collector<Object> {
    private static final int CELLS_SWEPT_PER_EVENT = 2;
    private static final String NO_KEY = "a broadcast event has no key: state by key is used when an event of the keyed"
            + " stream comes, or a timer fires";
    private static final String NOT_WRITTEN = "broadcast state is written when a broadcast event comes, and not"
            + " otherwise: it is the same for all keys";

    private final EventKey keys;
    private final ProcessFunction<Object, Object> function;
    private final KeyedStates states;
    private final KeyedStates broadcast;
    private final ProcessTimers timers;
    private final ProcessMoment moment;
    private final Failures failures;
    private final EventClock clock;
    private final Step step;
    private final OutRecord out;
    private final Operator next;
    private final Operator right = new BroadcastInput();
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
        this.broadcast = parts.broadcast();
        this.timers = parts.timers();
        this.moment = parts.moment();
        this.failures = failures;
        this.clock = place.clock();
        this.step = place.step();
        this.out = out;
        this.next = next;
        if (broadcast != null) {
            broadcast.allowReading(NOT_WRITTEN);
        }
    }

    @Override
    public Operator right() {
        return right;
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
            moveBroadcast();
            function.onEvent(event, this, this);
            states.sweep(CELLS_SWEPT_PER_EVENT);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
        }
        at.inCall = false;
        step.timeNs = timeNs;
    }

    /** All broadcast state has one key; what moves is the time to go by for times to live. */
    private void moveBroadcast() {
        if (broadcast != null) {
            broadcast.key(0, step.ingressNs);
        }
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
            moveBroadcast();
            function.onTimer(this, this);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, (Flyweight) null);
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

    /** The way in for broadcast events. */
    private final class BroadcastInput extends Operator {
        @Override
        @SuppressWarnings("unchecked") // the builder took a function of both streams
        public void onEvent(final Flyweight event) {
            final long timeNs = step.timeNs;
            moment.timeNs = timeNs;
            moment.inCall = true;
            moment.inBroadcast = true;
            begun = false;
            states.refuseAll(NO_KEY);
            broadcast.allowAll();
            try {
                moveBroadcast();
                ((BroadcastFunction<Object, Object, Object>) function)
                        .onBroadcast(event, ProcessOperator.this, ProcessOperator.this);
                broadcast.sweep(CELLS_SWEPT_PER_EVENT);
            } catch (final RuntimeException | Error e) {
                failures.handle(e, event);
            }
            broadcast.allowReading(NOT_WRITTEN);
            states.allowAll();
            moment.inBroadcast = false;
            moment.inCall = false;
            step.timeNs = timeNs;
        }
    }
}
