package io.millrace.engine.operator;

import io.millrace.record.Flyweight;

/**
 * A stage boundary where there is no thread behind it. Like one with a thread it has a step behind it, which only
 * records that pass move on, and an entry of its own in the late ledger for what windows behind it go without.
 */
@PerInstance
public final class StageScope extends Operator implements TickPort {
    private final String name;
    private final Step before;
    private final Step behind;
    private final LateLedger ledger;
    private final Operator next;

    /**
     * Creates the operator.
     *
     * @param name the boundary's name.
     * @param before the step in which records come.
     * @param behind the step in which they are worked on.
     * @param ledger is told of records that a window behind the boundary went without.
     * @param next takes the records.
     */
    public StageScope(
            final String name, final Step before, final Step behind, final LateLedger ledger, final Operator next) {
        this.name = name;
        this.before = before;
        this.behind = behind;
        this.ledger = ledger;
        this.next = next;
    }

    @Override
    public void onEvent(final Flyweight event) {
        final Step step = behind;
        final long timeNs = before.timeNs;
        step.timeNs = timeNs;
        step.ingressNs = before.ingressNs;
        step.sequence = before.sequence;
        next.onEvent(event);
        if (step.missed != 0) {
            ledger.onMissedBehind(name, step, event, timeNs);
        }
        if (step.ingressNs >= step.processingDueNs) {
            step.processing.fireDue();
        }
    }

    @Override
    public void onTick() {
        behind.ingressNs = before.ingressNs;
        behind.sequence = before.sequence;
        if (behind.ingressNs >= behind.processingDueNs) {
            behind.processing.fireDue();
        }
    }

    @Override
    public void onInputEnding() {
        // The watermark is the same on both sides at all times.
    }

    @Override
    public void onInputEnded() {
        behind.processing.fireAll();
    }
}
