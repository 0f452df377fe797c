package io.millrace.engine.operator;

import io.millrace.engine.function.Collector;

/** A side output of a process function. <b>Used on the stage's thread only.</b> */
@PerInstance
public final class SideOutlet implements Collector<Object> {
    private final ProcessMoment moment;
    private final Step step;
    private final OutRecord out;
    private final Operator next;
    private boolean begun;

    /**
     * Creates the output.
     *
     * @param moment what the function is called for.
     * @param step the step it works in.
     * @param out the record that the function writes.
     * @param next takes the records made.
     */
    public SideOutlet(final ProcessMoment moment, final Step step, final OutRecord out, final Operator next) {
        this.moment = moment;
        this.step = step;
        this.out = out;
        this.next = next;
    }

    @Override
    public Object next() {
        begun = true;
        return out.begin(moment.timeNs);
    }

    @Override
    public void emit() {
        if (!begun || !moment.inCall) {
            throw new IllegalStateException("emit() without next() in the same call");
        }
        begun = false;
        step.timeNs = out.timeNs(moment.timeNs);
        moment.emitted(out.flyweight(), next);
    }
}
