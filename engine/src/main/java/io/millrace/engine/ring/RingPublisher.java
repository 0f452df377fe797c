package io.millrace.engine.ring;

import io.millrace.engine.slot.SlotLayout;
import io.millrace.engine.slot.SlotPublisher;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * Publishes the events of a source into a ring.
 *
 * <p><b>Used by one thread</b>; in a ring of many producers each thread takes a publisher of its own.
 *
 * @param <F> the flyweight the events are written through.
 */
public final class RingPublisher<F extends Flyweight> extends SlotPublisher<F> {
    private static final BooleanSupplier ALWAYS = () -> true;

    private final SlotRing ring;
    private final RingProducer producer;
    private final int source;
    private final boolean pushed;
    private final BooleanSupplier lastOfSource;

    private RingPublisher(
            final SlotRing ring,
            final Feed<F> feed,
            final IdleStrategy idle,
            final LongSupplier ingressClock,
            final BooleanSupplier lastOfSource) {
        super(feed.source, feed.type, feed.symbols, ingressClock);
        this.ring = ring;
        this.source = feed.source;
        this.pushed = ingressClock != null;
        this.lastOfSource = lastOfSource;
        producer = ring.newProducer(idle);
        slots(ring.slots);
    }

    /**
     * What is published.
     *
     * @param source number of the source.
     * @param type type of its events.
     * @param symbols the symbols of the run.
     * @param <F> the flyweight the events are written through.
     */
    public record Feed<F extends Flyweight>(int source, RecordType<?, F> type, SymbolIndex symbols) {}

    /**
     * A publisher for a source that the run polls: ingress times are set for each poll, and after a poll comes
     * {@link #flush}. It may wait for room while the run stops.
     *
     * @param ring the ring.
     * @param feed what is published.
     * @param idle waits for room; not shared with another thread.
     * @param <F> the flyweight the events are written through.
     * @return the publisher.
     */
    public static <F extends Flyweight> RingPublisher<F> polled(
            final SlotRing ring, final Feed<F> feed, final IdleStrategy idle) {
        return new RingPublisher<>(ring, feed, idle, null, ALWAYS);
    }

    /**
     * A publisher for events that are pushed from outside: each is stamped when it is published, and visible at once.
     * When the gate has been closed it publishes no more.
     *
     * @param ring a ring of many producers.
     * @param feed what is published.
     * @param idle waits for room; not shared with another thread.
     * @param ingressClock stamps the events, in nanoseconds of the run's clock.
     * @param lastOfSource asked at the end of input: whether no other publisher of the source goes on.
     * @param <F> the flyweight the events are written through.
     * @return the publisher.
     */
    public static <F extends Flyweight> RingPublisher<F> pushed(
            final SlotRing ring,
            final Feed<F> feed,
            final IdleStrategy idle,
            final LongSupplier ingressClock,
            final BooleanSupplier lastOfSource) {
        return new RingPublisher<>(ring, feed, idle, ingressClock, lastOfSource);
    }

    /** Makes everything published visible. */
    public void flush() {
        producer.flush();
    }

    /**
     * Checks that events may still be pushed.
     *
     * @throws RingClosedException if not.
     */
    public void checkOpen() {
        if (ring.gate.isClosed()) {
            throw ring.gate.turnAway();
        }
    }

    @Override
    protected int claimSlot(final boolean wait) {
        final int slot = producer.claim(wait);
        // Asked behind the claim: whoever closes the gate first and then looks what is claimed knows what will come.
        if (pushed && ring.gate.isClosed()) {
            if (slot >= 0) {
                SlotLayout.putHeader(ring.slots, slot, SlotLayout.VOID, source, 0);
                producer.release();
            }
            throw ring.gate.turnAway();
        }
        return slot;
    }

    @Override
    protected long claimedSequence() {
        return producer.sequence();
    }

    @Override
    protected void intend(final long intendedNs) {
        producer.intend(intendedNs);
    }

    @Override
    protected void publishSlot(final int slot) {
        producer.publish();
    }

    @Override
    protected void releaseSlot(final int slot) {
        producer.release();
    }

    @Override
    protected boolean endsSource() {
        return lastOfSource.getAsBoolean();
    }
}
