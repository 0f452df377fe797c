package io.millrace.windowing.trigger;

import java.util.Objects;
import java.util.Optional;

/** A trigger, and a result when the window is complete. */
final class AtEnd<T> implements Trigger<T> {
    private static final long serialVersionUID = 1L;

    private final Trigger<T> early;

    AtEnd(final Trigger<T> early) {
        this.early = Objects.requireNonNull(early, "early");
    }

    Trigger<T> early() {
        return early;
    }

    @Override
    public Decision onEvent(final T event, final TriggerContext context) {
        return early.onEvent(event, context);
    }

    @Override
    public Decision onTimer(final TriggerContext context) {
        return early.onTimer(context);
    }

    @Override
    public Decision onProcessingTimer(final TriggerContext context) {
        return early.onProcessingTimer(context);
    }

    @Override
    public boolean firesAtEnd() {
        return true;
    }

    @Override
    public boolean needsWatermarks() {
        return early.needsWatermarks();
    }

    @Override
    public int stateLongs() {
        return early.stateLongs();
    }

    @Override
    public long merge(final int number, final long one, final long other) {
        return early.merge(number, one, other);
    }

    @Override
    public Optional<String> mistake() {
        return early.mistake();
    }

    @Override
    public String toString() {
        return early + " or at end";
    }
}
