package io.millrace.windowing.trigger;

import java.util.Optional;

/** What comes of a number that makes no trigger: whoever is given it says so, and where. */
final class MistakenTrigger implements Trigger<Object> {
    private static final long serialVersionUID = 1L;

    private final String mistake;

    MistakenTrigger(final String mistake) {
        this.mistake = mistake;
    }

    @Override
    public Decision onEvent(final Object event, final TriggerContext context) {
        throw new IllegalStateException(mistake);
    }

    @Override
    public Optional<String> mistake() {
        return Optional.of(mistake);
    }

    @Override
    public String toString() {
        return "no trigger (" + mistake + ")";
    }
}
