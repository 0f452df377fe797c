package io.millrace.windowing.trigger;

import java.util.Objects;

/** Every event that a predicate accepts. */
final class OnPredicate<T> implements Trigger<T> {
    private static final long serialVersionUID = 1L;

    private final EventPredicate<T> predicate;

    OnPredicate(final EventPredicate<T> predicate) {
        this.predicate = Objects.requireNonNull(predicate, "predicate");
    }

    @Override
    public Decision onEvent(final T event, final TriggerContext context) {
        return predicate.test(event) ? Decision.FIRE : Decision.CONTINUE;
    }

    @Override
    public boolean firesAtEnd() {
        return false;
    }

    @Override
    public String toString() {
        return "on a predicate";
    }
}
