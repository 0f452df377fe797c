package io.millrace.windowing;

/**
 * One window per key that holds everything. It ends with the input only, so it needs a trigger.
 *
 * <p>It reaches from {@link Long#MIN_VALUE} to {@link Long#MAX_VALUE}; a time of {@link Long#MAX_VALUE} itself is in no
 * window.
 */
public enum GlobalWindow implements WindowAssigner {
    /** The only one. */
    INSTANCE;

    @Override
    public String toString() {
        return "global";
    }
}
