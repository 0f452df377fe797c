package io.millrace.windowing.trigger;

/** What a {@link Trigger} says. */
public enum Decision {
    /** Nothing happens. */
    CONTINUE(false, false),

    /** The window has a result, and keeps what it holds, unless it is discarding. */
    FIRE(true, false),

    /** The window forgets what it holds, without a result. */
    PURGE(false, true),

    /** The window has a result, and then forgets what it holds. */
    FIRE_AND_PURGE(true, true);

    private final boolean firing;
    private final boolean purging;

    Decision(final boolean firing, final boolean purging) {
        this.firing = firing;
        this.purging = purging;
    }

    /**
     * Whether the window has a result.
     *
     * @return true if so.
     */
    public boolean isFiring() {
        return firing;
    }

    /**
     * Whether the window forgets what it holds.
     *
     * @return true if so.
     */
    public boolean isPurging() {
        return purging;
    }
}
