package io.millrace.engine.operator;

import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.record.Flyweight;
import io.millrace.state.KeyedStates;

/** A user's function with state by key. */
@PerInstance
public final class ProcessOperator extends Operator implements ProcessContext, Collector<Object> {
    private static final int CELLS_SWEPT_PER_EVENT = 2;

    private final EventKey keys;
    private final ProcessFunction<Object, Object> function;
    private final KeyedStates states;
    private final Failures failures;
    private final StagePlace place;
    private final Step step;
    private final OutRecord out;
    private final Operator next;
    private long timeNs;
    private boolean begun;

    /**
     * Creates the operator.
     *
     * @param keys takes the key of an event.
     * @param function the user's function, its state opened.
     * @param states its state, to be moved to the key of each event.
     * @param failures what happens when it throws.
     * @param place where in the stage it works.
     * @param out the record that the function writes.
     * @param next takes the records made.
     */
    public ProcessOperator(
            final EventKey keys,
            final ProcessFunction<Object, Object> function,
            final KeyedStates states,
            final Failures failures,
            final StagePlace place,
            final OutRecord out,
            final Operator next) {
        this.keys = keys;
        this.function = function;
        this.states = states;
        this.failures = failures;
        this.place = place;
        this.step = place.step();
        this.out = out;
        this.next = next;
    }

    @Override
    public void onEvent(final Flyweight event) {
        timeNs = step.timeNs;
        begun = false;
        try {
            keys.moveTo(event, states, step.ingressNs);
            function.onEvent(event, this, this);
            states.sweep(CELLS_SWEPT_PER_EVENT);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
        }
        step.timeNs = timeNs;
    }

    @Override
    public Object next() {
        begun = true;
        return out.begin(timeNs);
    }

    @Override
    public void emit() {
        if (!begun) {
            throw new IllegalStateException("emit() without next()");
        }
        begun = false;
        step.timeNs = out.timeNs(timeNs);
        next.onEvent(out.flyweight());
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
        return timeNs;
    }

    @Override
    public long processingTimeNs() {
        return step.ingressNs;
    }

    @Override
    public long watermarkNs() {
        return place.clock().judgedNs();
    }

    @Override
    public long sequence() {
        return step.sequence;
    }
}
