package io.millrace.engine.run;

import io.millrace.engine.ring.RingGate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the sources of a run. They are daemons: a source that never returns from its poll is left behind, and
 * keeps nobody from ending.
 */
final class SourceCrew implements Upstream {
    private static final long PATIENCE_NS = 1_000_000_000L;
    private static final long LONGEST_WAIT_NS = 3_000_000_000L;

    private final RingedLife life;
    private final boolean pushedToo;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch closed;
    private long waitingSinceNs;
    private boolean interrupted;

    /** For a run; {@code pushedToo} says whether it has sources that are pushed. */
    SourceCrew(final RingedLife life, final boolean pushedToo, final CountDownLatch closed) {
        this.life = life;
        this.pushedToo = pushedToo;
        this.closed = closed;
    }

    /** Adds a thread. Before {@link #start}. */
    void add(final Runnable source, final String name) {
        final Thread thread = new Thread(source, name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    void start() {
        threads.forEach(Thread::start);
    }

    List<Thread> threads() {
        return threads;
    }

    @Override
    public boolean isDone() {
        final RingGate gate = life.gate();
        if (pushedToo && !gate.isClosed()) {
            return false;
        }
        if (closed.getCount() == 0) {
            return true;
        }
        return gate.isClosed() && isPatienceOver();
    }

    /** Waits for all sources to be closed, for as long as can be asked of anybody. */
    void awaitClosed() {
        while (closed.getCount() != 0 && !isPatienceOver()) {
            try {
                closed.await(1, TimeUnit.MILLISECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (closed.getCount() != 0) {
            threads.stream()
                    .filter(Thread::isAlive)
                    .forEach(thread ->
                            life.warn(thread.getName() + " did not return from its source and was left behind"));
        }
    }

    /** Interrupts the sources when they have been waited for a while. */
    private synchronized boolean isPatienceOver() {
        final long nowNs = System.nanoTime();
        if (waitingSinceNs == 0) {
            waitingSinceNs = nowNs;
        }
        if (nowNs - waitingSinceNs > PATIENCE_NS && !interrupted) {
            interrupted = true;
            threads.forEach(Thread::interrupt);
        }
        return nowNs - waitingSinceNs > LONGEST_WAIT_NS;
    }
}
