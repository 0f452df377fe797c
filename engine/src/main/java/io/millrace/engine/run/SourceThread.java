package io.millrace.engine.run;

import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.ring.RingPublisher;
import io.millrace.record.Flyweight;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.IdleStrategy;

/** The thread of a source: opens it, polls it, closes it. */
final class SourceThread<F extends Flyweight> implements Runnable {
    private final SourceNode node;
    private final int number;
    private final RingPublisher<F> publisher;
    private final Shared shared;
    private final IdleStrategy idle;

    SourceThread(
            final SourceNode node,
            final int number,
            final RingPublisher<F> publisher,
            final Shared shared,
            final IdleStrategy idle) {
        this.node = node;
        this.number = number;
        this.publisher = publisher;
        this.shared = shared;
        this.idle = idle;
    }

    /**
     * What the threads of all sources share.
     *
     * @param opened counted down by each when its source has been opened, or could not be.
     * @param begin opened when the run begins.
     * @param closed counted down by each at its end.
     */
    record Shared(
            RingedLife life,
            RunOptions options,
            PolledSource.Shared polled,
            CountDownLatch opened,
            CountDownLatch begin,
            CountDownLatch closed) {}

    @Override
    public void run() {
        try {
            final PolledSource<F> source = open();
            if (source != null) {
                poll(source);
                shared.life.guard(source::close);
            }
        } finally {
            shared.closed.countDown();
        }
    }

    private PolledSource<F> open() {
        try {
            return PolledSource.open(node, number, publisher, shared.polled);
        } catch (final Throwable e) {
            shared.life.fail(e);
            return null;
        } finally {
            publisher.flush();
            shared.opened.countDown();
        }
    }

    private void poll(final PolledSource<F> source) {
        final RunClock clock = shared.options.clock();
        try {
            shared.begin.await();
            while (!source.hasEnded() && shared.life.takesInput()) {
                final int count = source.poll(clock.nowNs());
                publisher.flush();
                if (count == 0) {
                    idle.idle();
                } else {
                    idle.reset();
                }
            }
        } catch (final Throwable e) {
            if (!wasInterruptedToStop(e)) {
                shared.life.failInput(e);
            }
        } finally {
            publisher.flush();
        }
    }

    /**
     * A source that is stopped is interrupted when it does not return from its poll; what comes of that is no failure.
     */
    private boolean wasInterruptedToStop(final Throwable failure) {
        return !shared.life.takesInput()
                && (failure instanceof InterruptedException
                        || Thread.currentThread().isInterrupted());
    }
}
