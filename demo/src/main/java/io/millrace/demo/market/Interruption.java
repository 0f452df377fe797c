package io.millrace.demo.market;

import io.millrace.engine.run.Run;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a run in an orderly way on Ctrl-C and SIGTERM: the virtual machine waits until what was complete has been
 * written and reported, then exits with the code of the signal.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    Interruption(final Run run) {
        hook = new Thread(() -> stop(run), "millrace-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the run was stopped from outside. */
    boolean isRequested() {
        return requested;
    }

    private void stop(final Run run) {
        requested = true;
        run.stop();
        try {
            reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called when everything has been said. */
    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // It is running.
        }
    }
}
