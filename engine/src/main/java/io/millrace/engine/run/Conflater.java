package io.millrace.engine.run;

import io.millrace.engine.ring.ConflatingPublisher;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.IdleStrategy;

/**
 * Lets into the ring what waits in conflating publishers, when the threads that publish have gone quiet. Its thread
 * starts with the first of them.
 */
final class Conflater implements Upstream, Runnable {
    private final RingedLife life;
    private final String threadName;
    private final List<ConflatingPublisher<?>> publishers = new CopyOnWriteArrayList<>();
    private Thread thread;
    private volatile boolean running;

    Conflater(final RingedLife life, final String threadName) {
        this.life = life;
        this.threadName = threadName;
    }

    synchronized void add(final ConflatingPublisher<?> publisher) {
        publishers.add(publisher);
        if (thread == null && life.takesInput()) {
            running = true;
            thread = new Thread(this, threadName);
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public boolean isDone() {
        return !running;
    }

    @Override
    public void run() {
        final IdleStrategy idle = WaitPlan.publisherIdle();
        try {
            while (life.takesInput()) {
                boolean some = false;
                for (final ConflatingPublisher<?> publisher : publishers) {
                    some |= publisher.drain();
                }
                if (some) {
                    idle.reset();
                } else {
                    idle.idle();
                }
            }
            publishers.forEach(ConflatingPublisher::drainAll);
        } catch (final Throwable e) {
            life.fail(e);
        } finally {
            running = false;
        }
    }
}
