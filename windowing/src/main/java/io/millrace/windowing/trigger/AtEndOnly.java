package io.millrace.windowing.trigger;

/** No result before the end. */
enum AtEndOnly implements Trigger<Object> {
    EVENT_TIME("event time"),
    END_OF_INPUT("end of input");

    private final String text;

    AtEndOnly(final String text) {
        this.text = text;
    }

    @Override
    public Decision onEvent(final Object event, final TriggerContext context) {
        return Decision.CONTINUE;
    }

    @Override
    public String toString() {
        return text;
    }
}
