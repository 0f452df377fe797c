package io.millrace.engine.run;

import java.util.EnumSet;
import java.util.Set;

/** The life of a run. */
public enum RunState {
    /** Sources and sinks are being opened; nothing has been processed. */
    STARTING,

    /** Events are taken as they come. */
    RUNNING,

    /** A stop was asked for: what was published is still being worked off, windows stay open. */
    STOPPING,

    /** Stopped before the end of input. Nothing was closed that input could still have changed. */
    STOPPED,

    /** All sources have ended, all windows have fired, all sinks are closed. */
    ENDED,

    /** Something failed; {@link Run#failure()} says what. Sinks have been closed. */
    FAILED;

    private static final Set<RunState> OVER = EnumSet.of(STOPPED, ENDED, FAILED);

    /**
     * Whether nothing more will happen.
     *
     * @return {@code true} in a final state.
     */
    public boolean isOver() {
        return OVER.contains(this);
    }

    /**
     * Whether one state may follow another.
     *
     * @param next the state that would follow.
     * @return {@code true} if it may.
     */
    public boolean mayBecome(final RunState next) {
        switch (this) {
            case STARTING:
                return next == RUNNING || next == STOPPING || next == FAILED;
            case RUNNING:
                return next == STOPPING || next == ENDED || next == FAILED;
            case STOPPING:
                return next == STOPPED || next == ENDED || next == FAILED;
            default:
                return false;
        }
    }
}
