package io.millrace.windowing.session;

import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;

/**
 * A trigger as a user may write one, which does everything that a trigger may do: timers by both times, set again in
 * their own call, moved and taken back; state that is merged by a rule of its own; all decisions.
 */
final class RestlessTrigger implements Trigger<Click> {
    private static final long serialVersionUID = 1L;

    private static final Decision[] DECISIONS = Decision.values();
    private static final int TIMERS = 0;
    private static final int LARGEST = 1;

    private final long restNs;

    RestlessTrigger(final long restNs) {
        this.restNs = restNs;
    }

    @Override
    public Decision onEvent(final Click click, final TriggerContext context) {
        final int choice = (int) Math.floorMod(click.value() * 31 + context.firedBefore(), 13L);
        context.set(LARGEST, Math.max(context.get(LARGEST), click.value()));
        switch (choice) {
            case 0, 1, 2 -> context.setTimer(later(context.timeNs(), restNs));
            case 3, 4 -> context.setProcessingTimer(later(context.processingTimeNs(), restNs));
            case 5 -> context.clearTimer();
            case 6 -> context.clearProcessingTimer();
            default -> {
                return choice < 10 ? Decision.CONTINUE : DECISIONS[choice - 9];
            }
        }
        return Decision.CONTINUE;
    }

    private static long later(final long timeNs, final long durationNs) {
        return timeNs + durationNs < timeNs ? Long.MAX_VALUE : timeNs + durationNs;
    }

    @Override
    public Decision onTimer(final TriggerContext context) {
        final long timers = context.get(TIMERS) + 1;
        context.set(TIMERS, timers);
        if (timers % 3 != 0) {
            context.setTimer(later(context.timeNs(), restNs + 1));
        }
        return DECISIONS[(int) ((timers + context.get(LARGEST)) % 4)];
    }

    @Override
    public Decision onProcessingTimer(final TriggerContext context) {
        return context.get(LARGEST) % 2 == 0 ? Decision.FIRE : Decision.PURGE;
    }

    @Override
    public boolean firesAtEnd() {
        return restNs % 2 == 0;
    }

    @Override
    public int stateLongs() {
        return 2;
    }

    @Override
    public long merge(final int number, final long one, final long other) {
        return number == LARGEST ? Math.max(one, other) : one + other;
    }
}
