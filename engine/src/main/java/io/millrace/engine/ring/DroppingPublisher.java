package io.millrace.engine.ring;

import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A publisher that never waits for an event's room: an event for which there is none is written aside, dropped and
 * counted. New symbols and marks are rare, and wait.
 *
 * <p><b>Used by one thread.</b>
 *
 * @param <F> the flyweight the events are written through.
 */
public final class DroppingPublisher<F extends Flyweight> implements Publisher<F> {
    private final RingPublisher<F> publisher;
    private final AtomicLong dropped;
    private final F aside;
    private boolean dropping;

    /**
     * Creates a publisher.
     *
     * @param publisher publishes what there is room for.
     * @param type type of the events.
     * @param dropped counts the others.
     */
    public DroppingPublisher(final RingPublisher<F> publisher, final RecordType<?, F> type, final AtomicLong dropped) {
        this.publisher = publisher;
        this.dropped = dropped;
        aside = type.newFlyweight();
        aside.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(type.sizeBytes())), 0);
    }

    @Override
    public F claim() {
        checkFree();
        final F event = publisher.tryClaim();
        if (event != null) {
            return event;
        }
        dropping = true;
        aside.clear();
        return aside;
    }

    @Override
    public F tryClaim() {
        checkFree();
        return publisher.tryClaim();
    }

    private void checkFree() {
        if (dropping) {
            throw new IllegalStateException("an event is claimed already: commit() or abort() it first");
        }
    }

    @Override
    public void commit() {
        if (!drop()) {
            publisher.commit();
        }
    }

    @Override
    public void commitIntended(final long intendedNs) {
        if (!drop()) {
            publisher.commitIntended(intendedNs);
        }
    }

    @Override
    public void commitAt(final long ingressNs) {
        if (!drop()) {
            publisher.commitAt(ingressNs);
        }
    }

    @Override
    public void commitAt(final long ingressNs, final long intendedNs) {
        if (!drop()) {
            publisher.commitAt(ingressNs, intendedNs);
        }
    }

    private boolean drop() {
        if (!dropping) {
            return false;
        }
        dropping = false;
        dropped.incrementAndGet();
        return true;
    }

    @Override
    public void abort() {
        if (dropping) {
            dropping = false;
        } else {
            publisher.abort();
        }
    }

    @Override
    public void watermark(final long watermarkNs) {
        checkFree();
        publisher.watermark(watermarkNs);
    }

    @Override
    public void idle() {
        checkFree();
        publisher.idle();
    }

    @Override
    public void active() {
        checkFree();
        publisher.active();
    }

    @Override
    public void endOfInput() {
        checkFree();
        publisher.endOfInput();
    }

    @Override
    public int idOf(final CharSequence text) {
        return publisher.idOf(text);
    }
}
