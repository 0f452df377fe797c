package io.millrace.windowing.trigger;

/** Multiples of a duration of processing time, or a duration after the first event. */
final class PeriodicByProcessingTime implements Trigger<Object> {
    private static final long serialVersionUID = 1L;

    private final long periodNs;
    private final boolean aligned;

    PeriodicByProcessingTime(final long periodNs, final boolean aligned) {
        this.periodNs = periodNs;
        this.aligned = aligned;
    }

    @Override
    public Decision onEvent(final Object event, final TriggerContext context) {
        if (context.processingTimerNs() == Long.MAX_VALUE) {
            final long nowNs = context.processingTimeNs();
            final long sumNs = nowNs + periodNs;
            final long laterNs = sumNs < nowNs ? Long.MAX_VALUE : sumNs;
            context.setProcessingTimer(aligned ? Periodic.following(nowNs, periodNs, 0) : laterNs);
        }
        return Decision.CONTINUE;
    }

    @Override
    public Decision onProcessingTimer(final TriggerContext context) {
        return Decision.FIRE;
    }

    @Override
    public boolean firesAtEnd() {
        return aligned;
    }

    @Override
    public boolean repeatsAtEnd() {
        return false;
    }

    @Override
    public String toString() {
        return (aligned ? "every " : "after ") + periodNs + " ns of processing time";
    }
}
