package io.millrace.engine.operator;

import io.millrace.record.Flyweight;

/** What one operator does when a user function throws. <b>Used on the stage's thread only.</b> */
public final class Failures {
    private final String operator;
    private final boolean skip;
    private final Step step;
    private long skipped;

    /**
     * Creates the failure handling of one operator.
     *
     * @param operator the operator's name.
     * @param skip whether to leave the event out and count it, rather than to stop.
     * @param step the stage's step.
     */
    public Failures(final String operator, final boolean skip, final Step step) {
        this.operator = operator;
        this.skip = skip;
        this.step = step;
    }

    /**
     * Counts the event as skipped, or stops the run.
     *
     * @param cause what the user function threw.
     * @param event the event it was called with, or {@code null} if there is none.
     * @throws OperatorException if the policy is to stop.
     */
    public void handle(final Throwable cause, final Flyweight event) {
        if (cause instanceof OperatorException) {
            throw (OperatorException) cause;
        }
        if (skip && cause instanceof Exception) {
            skipped++;
            return;
        }
        throw new OperatorException(operator, step.sequence, event == null ? "none" : describe(event), cause);
    }

    /** Counts an event that the operator could not take, whatever the policy. */
    public void reject() {
        skipped++;
    }

    /**
     * Number of events left out.
     *
     * @return the count.
     */
    public long skipped() {
        return skipped;
    }

    /**
     * The operator's name.
     *
     * @return the name.
     */
    public String operator() {
        return operator;
    }

    private static String describe(final Flyweight event) {
        try {
            return event.toString();
        } catch (final RuntimeException e) {
            return event.type().name() + " (not printable: " + e + ")";
        }
    }
}
