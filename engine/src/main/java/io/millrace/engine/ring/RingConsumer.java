package io.millrace.engine.ring;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.Sequencer;
import io.millrace.engine.slot.SlotLatency;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes slots off a ring, in batches that lie in one piece.
 *
 * <p>Call protocol: {@link #take}, work on that many slots from {@link #first} on, then {@link #release}. <b>Used by
 * one thread</b>, but for {@link #released}.
 */
public final class RingConsumer {
    private final SlotRing ring;
    private final Sequencer sequencer;
    private final Sequence consumed;
    private long last = Sequencer.INITIAL_CURSOR_VALUE;
    private long known = Sequencer.INITIAL_CURSOR_VALUE;
    private int taken;

    RingConsumer(final SlotRing ring) {
        this.ring = ring;
        sequencer = ring.sequencer;
        consumed = ring.consumed;
    }

    /**
     * The slots of the ring.
     *
     * @return their memory.
     */
    public UnsafeBuffer slots() {
        return ring.slots;
    }

    /**
     * Size of a slot.
     *
     * @return the size in bytes.
     */
    public int slotBytes() {
        return ring.slotBytes;
    }

    /**
     * Takes what is there, up to a limit and to the end of the ring's memory.
     *
     * @param limit the most slots to take; at least 1.
     * @return the number of slots taken; 0 if there are none now.
     */
    public int take(final int limit) {
        final long next = last + 1;
        if (known < next) {
            final long cursor = sequencer.getCursor();
            if (cursor < next) {
                return 0;
            }
            known = sequencer.getHighestPublishedSequence(next, cursor);
            if (known < next) {
                return 0;
            }
        }
        final int toEnd = ring.slotCount - ring.placeOf(next);
        taken = (int) Math.min(Math.min(limit, toEnd), known - last);
        return taken;
    }

    /**
     * Where the batch begins.
     *
     * @return offset of its first slot, in bytes.
     */
    public int first() {
        return ring.slotOf(last + 1);
    }

    /**
     * Where the batch begins, counted in slots.
     *
     * @return place of its first slot.
     */
    public int firstPlace() {
        return ring.placeOf(last + 1);
    }

    /**
     * Makes what records the latency of this ring's slots.
     *
     * @return the latency, to be used on this consumer's thread.
     */
    public SlotLatency newLatency() {
        return new SlotLatency(ring.slots, ring.slotBytes, ring.intendedNs);
    }

    /** Gives the slots of the batch back to the producers. */
    public void release() {
        last += taken;
        taken = 0;
        consumed.set(last);
    }

    /**
     * The sequence up to which slots have been claimed by now. Those that a producer still writes are among them, but
     * not those that it has kept back to publish in a run.
     *
     * @return the sequence, -1 if there are none.
     */
    public long claimed() {
        return sequencer.getCursor();
    }

    /**
     * The sequence up to which slots have been given back. <b>Any thread may ask.</b>
     *
     * @return the sequence, -1 if there are none.
     */
    public long released() {
        return consumed.get();
    }
}
