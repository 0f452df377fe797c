package io.millrace.engine.operator;

import io.millrace.record.Flyweight;

/**
 * A stage boundary where there is no thread behind it: like one with a thread, it has a late ledger's entry of its own
 * for what windows behind it go without.
 */
@PerInstance
public final class StageScope extends Operator {
    private final String name;
    private final Step step;
    private final LateLedger ledger;
    private final Operator next;

    /**
     * Creates the operator.
     *
     * @param name   the boundary's name.
     * @param step   the stage's step.
     * @param ledger is told of records that a window behind the boundary went without.
     * @param next   takes the records.
     */
    public StageScope(final String name, final Step step, final LateLedger ledger, final Operator next) {
        this.name = name;
        this.step = step;
        this.ledger = ledger;
        this.next = next;
    }

    @Override
    public void onEvent(final Flyweight event) {
        final Step at = step;
        final long missedBefore = at.missed;
        final long watermarkBeforeNs = at.missedWatermarkNs;
        final long timeNs = at.timeNs;
        at.missed = 0;
        next.onEvent(event);
        if (at.missed != 0) {
            ledger.onMissedBehind(name, event, timeNs);
        }
        at.missed = missedBefore;
        at.missedWatermarkNs = watermarkBeforeNs;
    }
}
