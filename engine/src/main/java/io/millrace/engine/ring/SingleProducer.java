package io.millrace.engine.ring;

import com.lmax.disruptor.Sequencer;
import org.agrona.concurrent.IdleStrategy;

/**
 * The only producer of a ring. What it publishes becomes visible in runs, which spares the cache line of the cursor.
 *
 * <p>Slots are claimed one by one, and only when the one before has been filled: the sequencer may make everything
 * claimed visible when it looks for room.
 */
final class SingleProducer extends RingProducer {
    private static final int RUNS_PER_RING = 8;
    private static final int MAX_RUN = 64;

    private final Sequencer sequencer;
    private final int maxRun;
    private long claimed = Sequencer.INITIAL_CURSOR_VALUE;
    private long filled = Sequencer.INITIAL_CURSOR_VALUE;
    private long visible = Sequencer.INITIAL_CURSOR_VALUE;

    SingleProducer(final SlotRing ring, final IdleStrategy idle) {
        super(ring, idle);
        sequencer = ring.sequencer;
        maxRun = Math.min(MAX_RUN, ring.slotCount / RUNS_PER_RING);
    }

    @Override
    int claim(final boolean wait) {
        if (filled == claimed) {
            if (!sequencer.hasAvailableCapacity(1)) {
                flush();
                if (!wait) {
                    return NO_ROOM;
                }
                awaitRoom();
            }
            claimed = sequencer.next();
        }
        return ring.slotOf(claimed);
    }

    @Override
    long sequence() {
        return claimed;
    }

    @Override
    void publish() {
        filled = claimed;
        if (filled - visible >= maxRun) {
            flush();
        }
    }

    @Override
    void release() {
        // The next claim gets the same slot.
    }

    @Override
    void flush() {
        if (visible != filled) {
            visible = filled;
            sequencer.publish(filled);
        }
    }
}
