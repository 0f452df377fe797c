package io.millrace.engine.operator;

import io.millrace.record.Flyweight;

/**
 * What a process function is called for just now: shared by its operator, its timers and its side outputs.
 *
 * <p>Plain public fields, as in {@link Step}. <b>Used on the stage's thread only.</b>
 */
public final class ProcessMoment {
    /** The event time that what is made inherits, in nanoseconds since the epoch. */
    public long timeNs;

    /** Whether the function is being called. */
    public boolean inCall;

    /** Whether it is called for a broadcast event, which has no key. */
    public boolean inBroadcast;

    /** Whether it is called for a timer. */
    public boolean inTimer;

    /** Whether the timer is one on processing time. */
    public boolean isProcessingTime;

    /** The timer's payload. */
    public long payload;

    /** How many timers registered one another, each for a time that had come, up to this one. */
    public int chain;

    /** How many timers registered one another within one rise of the watermark, up to this one. */
    public int rounds;

    private final String operator;
    private final LateLedger ledger;
    private final Step step;

    /**
     * Creates the moment of an operator that has not been called yet.
     *
     * @param operator its name.
     * @param ledger is told of what it makes when a timer fires, and a window goes without.
     * @param step the step it works in.
     */
    public ProcessMoment(final String operator, final LateLedger ledger, final Step step) {
        this.operator = operator;
        this.ledger = ledger;
        this.step = step;
    }

    /**
     * Sends a record on. What is made for a timer has no event behind it whose entry in the late ledger it could share.
     *
     * @param out the record.
     * @param next takes it.
     */
    public void emitted(final Flyweight out, final Operator next) {
        next.onEvent(out);
        if (inTimer) {
            step.unrepresentable = false;
            if (step.missed != 0) {
                ledger.onMissedBehind(operator, step, out, step.timeNs);
            }
        }
    }
}
