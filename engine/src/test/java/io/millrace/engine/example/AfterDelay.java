package io.millrace.engine.example;

import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;

/** A trigger of one's own, as the guide shows it. */
// tag::own[]
public final class AfterDelay implements Trigger<Object> {
    private static final long serialVersionUID = 1L;

    private final long delayNs;

    public AfterDelay(final long delayNs) {
        this.delayNs = delayNs;
    }

    @Override
    public Decision onEvent(final Object event, final TriggerContext window) {
        if (window.timerNs() == Long.MAX_VALUE) {
            window.setTimer(window.timeNs() + delayNs);
        }
        return Decision.CONTINUE;
    }

    @Override
    public Decision onTimer(final TriggerContext window) {
        return Decision.FIRE;
    }
}
// end::own[]
