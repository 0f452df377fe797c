package io.millrace.engine.ring;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.Sequencer;
import org.agrona.concurrent.IdleStrategy;

/**
 * One of many producers of a ring: what it publishes becomes visible at once, and a claim given back is a void slot.
 */
final class ManyProducer extends RingProducer {
    private final Sequencer sequencer;
    private long claimed = Sequencer.INITIAL_CURSOR_VALUE;

    ManyProducer(final SlotRing ring, final IdleStrategy idle) {
        super(ring, idle);
        sequencer = ring.sequencer;
    }

    @Override
    int claim(final boolean wait) {
        while (true) {
            if (sequencer.hasAvailableCapacity(1)) {
                try {
                    claimed = sequencer.tryNext();
                    return ring.slotOf(claimed);
                } catch (final InsufficientCapacityException e) {
                    // Another producer took the last one.
                }
            }
            if (!wait) {
                return NO_ROOM;
            }
            awaitRoom();
        }
    }

    @Override
    long sequence() {
        return claimed;
    }

    @Override
    void publish() {
        sequencer.publish(claimed);
    }

    @Override
    void release() {
        sequencer.publish(claimed);
    }

    @Override
    void flush() {
        // Everything is visible already.
    }
}
