package io.millrace.engine.ring;

import java.util.function.Supplier;

/**
 * Whether the rings of a run still take events, seen by all of its threads. It only ever closes further.
 *
 * <p><b>Thread-safe.</b>
 */
public final class RingGate {
    private final Supplier<Throwable> failure;
    private volatile boolean closed;
    private volatile boolean broken;

    /**
     * Creates an open gate.
     *
     * @param failure says what the run failed with, or {@code null}; asked by any thread, after the gate was closed.
     */
    public RingGate(final Supplier<Throwable> failure) {
        this.failure = failure;
    }

    /** Closes the gate to what is pushed from outside; what has been claimed is still worked off. */
    public void close() {
        closed = true;
    }

    /** Gives up: nothing more is worked off, and nobody may wait any longer. */
    public void giveUp() {
        closed = true;
        broken = true;
    }

    /**
     * Whether publishers from outside are turned away.
     *
     * @return {@code true} once closed.
     */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Whether rings are no longer emptied.
     *
     * @return {@code true} once given up.
     */
    public boolean isBroken() {
        return broken;
    }

    /**
     * What to turn a publisher away with.
     *
     * @return the exception, with the failure of the run as its cause if there is one.
     */
    RingClosedException turnAway() {
        return new RingClosedException(failure.get());
    }
}
