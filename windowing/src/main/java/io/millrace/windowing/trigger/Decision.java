package io.millrace.windowing.trigger;

/** What a {@link Trigger} says. */
public enum Decision {
    /** Nothing happens. */
    CONTINUE,

    /** The window has a result, and keeps what it holds, unless it is discarding. */
    FIRE,

    /** The window forgets what it holds, without a result. */
    PURGE,

    /** The window has a result, and then forgets what it holds. */
    FIRE_AND_PURGE;

    /**
     * Whether the window has a result.
     *
     * @return true if so.
     */
    public boolean isFiring() {
        return this == FIRE || this == FIRE_AND_PURGE;
    }

    /**
     * Whether the window forgets what it holds.
     *
     * @return true if so.
     */
    public boolean isPurging() {
        return this == PURGE || this == FIRE_AND_PURGE;
    }
}
