package io.millrace.engine.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** State, failure and end of a run, whatever its layout. <b>Thread-safe.</b> */
final class RunControl {
    private final String pipeline;
    private final AtomicReference<RunState> state = new AtomicReference<>(RunState.STARTING);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);

    RunControl(final String pipeline) {
        this.pipeline = pipeline;
    }

    RunState state() {
        return state.get();
    }

    /** Moves on to a state if it may follow the present one. */
    boolean become(final RunState next) {
        RunState now = state.get();
        while (now.mayBecome(next)) {
            if (state.compareAndSet(now, next)) {
                if (next.isOver()) {
                    over.countDown();
                }
                return true;
            }
            now = state.get();
        }
        return false;
    }

    /**
     * Keeps a failure; the state follows when everything has been closed. The first one counts, others are added to it.
     */
    void fail(final Throwable cause) {
        if (!failure.compareAndSet(null, cause) && failure.get() != cause) {
            failure.get().addSuppressed(cause);
        }
    }

    /** What to turn somebody away with who has more input; the failure of the run, if there is one, is its cause. */
    IllegalStateException turnAway() {
        final Throwable cause = failure.get();
        return cause == null
                ? new IllegalStateException("the run takes no more input: " + state.get())
                : new IllegalStateException("the run has failed: " + cause, cause);
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    boolean await(final Duration timeout) throws InterruptedException {
        return over.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    void join() throws InterruptedException {
        over.await();
        if (state.get() == RunState.FAILED) {
            throw new RunFailedException(pipeline, failure.get());
        }
    }
}
