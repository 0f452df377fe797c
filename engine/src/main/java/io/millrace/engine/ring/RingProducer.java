package io.millrace.engine.ring;

import org.agrona.concurrent.IdleStrategy;

/**
 * Fills slots of a ring.
 *
 * <p>Call protocol: {@link #claim}, write the slot, then {@link #publish}, or {@link #release} when a void slot has
 * been written. <b>Used by one thread.</b>
 */
abstract class RingProducer {
    /** Returned by {@link #claim} when there is no room. */
    static final int NO_ROOM = -1;

    final SlotRing ring;
    private final IdleStrategy idle;

    RingProducer(final SlotRing ring, final IdleStrategy idle) {
        this.ring = ring;
        this.idle = idle;
    }

    /**
     * Claims a slot.
     *
     * @param wait whether to wait for room.
     * @return its offset in bytes, or {@link #NO_ROOM}.
     * @throws RingClosedException if nobody will make room any more.
     */
    abstract int claim(boolean wait);

    /** Sequence of the slot claimed last. */
    abstract long sequence();

    /** Notes the intended time of the event in the claimed slot. */
    final void intend(final long intendedNs) {
        ring.intendedNs[ring.placeOf(sequence())] = intendedNs;
    }

    /** Makes the claimed slot visible, at the latest with the next {@link #flush}. */
    abstract void publish();

    /** Gives the claimed slot, which reads as void, back. */
    abstract void release();

    /** Makes everything published visible. */
    abstract void flush();

    /** Waits until there is room. */
    final void awaitRoom() {
        idle.reset();
        while (!ring.sequencer.hasAvailableCapacity(1)) {
            if (ring.gate.isBroken()) {
                throw ring.gate.turnAway();
            }
            idle.idle();
        }
    }
}
