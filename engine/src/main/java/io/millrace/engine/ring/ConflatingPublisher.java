package io.millrace.engine.ring;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A publisher that keeps, while there is no room, only the newest event of each key, and counts those it replaced.
 *
 * <p>Events wait in the order in which their keys began to wait, and none overtakes another. They enter the ring when
 * there is room: by the next call of the publisher, or by {@link #drain} of another thread.
 *
 * <p><b>Used by one thread</b>, but for {@link #drain} and {@link #drainAll}.
 *
 * @param <F> the flyweight the events are written through.
 */
public final class ConflatingPublisher<F extends Flyweight> implements Publisher<F> {
    private final RingPublisher<F> direct;
    private final RingPublisher<F> drain;
    private final LongKeyFunction<Object> key;
    private final PendingEvents<F> pending;
    private final AtomicLong replaced;
    private final LongSupplier clock;
    private final F aside;
    private boolean claimedAside;

    /**
     * Creates a publisher.
     *
     * @param direct publishes what there is room for.
     * @param drain publishes what has waited; another one of the same source, made for polling.
     * @param type type of the events.
     * @param policy how to conflate.
     * @param replaced counts the events that a newer one took the place of.
     */
    public ConflatingPublisher(
            final RingPublisher<F> direct,
            final RingPublisher<F> drain,
            final RecordType<?, F> type,
            final Policy policy,
            final AtomicLong replaced) {
        this.direct = direct;
        this.drain = drain;
        this.key = policy.key;
        this.clock = policy.clock;
        this.replaced = replaced;
        pending = new PendingEvents<>(type, policy.maxKeys);
        aside = type.newFlyweight();
        aside.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(type.sizeBytes())), 0);
    }

    /**
     * How to conflate.
     *
     * @param key takes the key of an event.
     * @param maxKeys the most keys that may wait.
     * @param clock stamps events, in nanoseconds of the run's clock.
     */
    public record Policy(LongKeyFunction<Object> key, int maxKeys, LongSupplier clock) {}

    @Override
    public synchronized F claim() {
        checkFree();
        if (drainRoom()) {
            final F event = direct.tryClaim();
            if (event != null) {
                return event;
            }
        }
        direct.checkOpen();
        claimedAside = true;
        aside.clear();
        return aside;
    }

    @Override
    public F tryClaim() {
        return claim();
    }

    @Override
    public synchronized void commit() {
        if (!claimedAside) {
            direct.commit();
        } else {
            keep(clock.getAsLong(), 0);
        }
    }

    @Override
    public synchronized void commitIntended(final long intendedNs) {
        if (!claimedAside) {
            direct.commitIntended(intendedNs);
        } else {
            keep(clock.getAsLong(), intendedNs);
        }
    }

    @Override
    public synchronized void commitAt(final long ingressNs) {
        if (!claimedAside) {
            direct.commitAt(ingressNs);
        } else {
            keep(ingressNs, 0);
        }
    }

    @Override
    public synchronized void commitAt(final long ingressNs, final long intendedNs) {
        if (!claimedAside) {
            direct.commitAt(ingressNs, intendedNs);
        } else {
            keep(ingressNs, intendedNs);
        }
    }

    private void keep(final long ingressNs, final long intendedNs) {
        claimedAside = false;
        direct.checkOpen();
        direct.checkWaiting(aside);
        final long eventKey = key.keyOf(aside);
        while (pending.isFullFor(eventKey)) {
            drainFirst(drain.claim());
        }
        if (pending.keep(eventKey, aside, ingressNs, intendedNs)) {
            replaced.incrementAndGet();
        }
        drainRoom();
    }

    @Override
    public synchronized void abort() {
        if (claimedAside) {
            claimedAside = false;
        } else {
            direct.abort();
        }
    }

    @Override
    public synchronized void watermark(final long watermarkNs) {
        checkFree();
        drainAll();
        direct.watermark(watermarkNs);
    }

    @Override
    public synchronized void idle() {
        checkFree();
        drainAll();
        direct.idle();
    }

    @Override
    public synchronized void active() {
        checkFree();
        drainAll();
        direct.active();
    }

    @Override
    public synchronized void endOfInput() {
        checkFree();
        drainAll();
        direct.endOfInput();
    }

    @Override
    public int idOf(final CharSequence text) {
        return direct.idOf(text);
    }

    private void checkFree() {
        if (claimedAside) {
            throw new IllegalStateException("an event is claimed already: commit() or abort() it first");
        }
    }

    /**
     * Publishes what waits, as far as there is room. <b>Any thread may call this.</b>
     *
     * @return whether something was published.
     */
    public synchronized boolean drain() {
        return !pending.isEmpty() && drainSome();
    }

    /** Publishes everything that waits, and waits for room. <b>Any thread may call this.</b> */
    public synchronized void drainAll() {
        while (!pending.isEmpty()) {
            drainFirst(drain.claim());
        }
    }

    private boolean drainRoom() {
        drainSome();
        return pending.isEmpty();
    }

    private boolean drainSome() {
        boolean some = false;
        while (!pending.isEmpty()) {
            final F slot = drain.tryClaim();
            if (slot == null) {
                break;
            }
            drainFirst(slot);
            some = true;
        }
        return some;
    }

    private void drainFirst(final F slot) {
        slot.copyFrom(pending.first());
        drain.commitAt(pending.firstIngressNs(), pending.firstIntendedNs());
        pending.removeFirst();
    }
}
