package io.millrace.engine.example;

import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;

/** A trigger of one's own that remembers something, as the guide shows it. */
// tag::remembering[]
public final class EveryOther implements Trigger<Trade> {
    private static final long serialVersionUID = 1L;

    @Override
    public Decision onEvent(final Trade trade, final TriggerContext window) {
        window.set(0, window.get(0) + 1);
        return window.get(0) % 2 == 0 ? Decision.FIRE : Decision.CONTINUE;
    }

    @Override
    public int stateLongs() {
        return 1;
    }

    @Override
    public boolean firesAtEnd() {
        return false;
    }
}
// end::remembering[]
