package io.millrace.windowing.cell;

import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;

/**
 * A trigger as a user may write one: a result when nothing came for a while, by either time; every fifth timer purges;
 * a value of 7 takes the timers back, one of 13 has a result at once.
 */
final class QuietTrigger implements Trigger<Tick> {
    private static final long serialVersionUID = 1L;

    private final long quietNs;
    private final boolean byProcessingTime;

    QuietTrigger(final long quietNs, final boolean byProcessingTime) {
        this.quietNs = quietNs;
        this.byProcessingTime = byProcessingTime;
    }

    @Override
    public Decision onEvent(final Tick tick, final TriggerContext context) {
        if (tick.value() == 7) {
            context.clearTimer();
            context.clearProcessingTimer();
        } else if (byProcessingTime) {
            context.setProcessingTimer(later(context.processingTimeNs(), quietNs));
        } else {
            context.setTimer(later(context.timeNs(), quietNs));
        }
        return tick.value() == 13 ? Decision.FIRE_AND_PURGE : Decision.CONTINUE;
    }

    private static long later(final long timeNs, final long durationNs) {
        return timeNs + durationNs < timeNs ? Long.MAX_VALUE : timeNs + durationNs;
    }

    @Override
    public Decision onTimer(final TriggerContext context) {
        context.set(1, context.get(1) + 1);
        return context.get(1) % 5 == 0 ? Decision.PURGE : Decision.FIRE;
    }

    @Override
    public Decision onProcessingTimer(final TriggerContext context) {
        return onTimer(context);
    }

    @Override
    public int stateLongs() {
        return 2;
    }
}
