package io.millrace.windowing.trigger;

/** Every n-th event. */
final class AfterCount implements Trigger<Object> {
    private static final long serialVersionUID = 1L;

    private final long n;

    AfterCount(final long n) {
        this.n = n;
    }

    long n() {
        return n;
    }

    @Override
    public Decision onEvent(final Object event, final TriggerContext context) {
        final long count = context.get(0) + 1;
        context.set(0, count >= n ? 0 : count);
        return count >= n ? Decision.FIRE : Decision.CONTINUE;
    }

    @Override
    public boolean firesAtEnd() {
        return false;
    }

    @Override
    public int stateLongs() {
        return 1;
    }

    @Override
    public String toString() {
        return "every " + n + " events";
    }
}
