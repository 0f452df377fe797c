package io.millrace.engine.ring;

import com.lmax.disruptor.MultiProducerSequencer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.Sequencer;
import com.lmax.disruptor.SingleProducerSequencer;
import io.millrace.engine.slot.SlotLayout;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring of slots off the heap. One thread or many publish into it, as it was made; one thread empties it.
 *
 * <p>Slots are laid out as {@link SlotLayout} says. Their memory is given back when nobody refers to the ring any more,
 * so that a publisher which outlives its run does no harm.
 */
public final class SlotRing {
    private static final int CACHE_LINE_BYTES = 64;

    final Sequencer sequencer;
    final Sequence consumed = new Sequence();
    final UnsafeBuffer slots;
    final long[] intendedNs;
    final int slotCount;
    final int slotBytes;
    final RingGate gate;
    private final boolean single;

    private SlotRing(final Sequencer sequencer, final int maxRecordBytes, final RingGate gate, final boolean single) {
        this.sequencer = sequencer;
        this.gate = gate;
        this.single = single;
        slotCount = sequencer.getBufferSize();
        slotBytes = SlotLayout.slotBytes(maxRecordBytes);
        final long bytes = (long) slotCount * slotBytes;
        if (bytes > Integer.MAX_VALUE - CACHE_LINE_BYTES) {
            throw new IllegalArgumentException("a ring of " + slotCount + " slots of " + slotBytes
                    + " bytes is larger than 2 GiB: ask for fewer ringSlots");
        }
        final ByteBuffer memory = BufferUtil.allocateDirectAligned((int) bytes, CACHE_LINE_BYTES);
        slots = new UnsafeBuffer(memory);
        intendedNs = new long[slotCount];
        sequencer.addGatingSequences(consumed);
    }

    /**
     * Makes a ring that one thread publishes into. What it publishes becomes visible in runs.
     *
     * @param slotCount number of slots, a power of two.
     * @param maxRecordBytes size of the largest record, in bytes.
     * @param gate says when to give up waiting.
     * @return the ring.
     */
    public static SlotRing ofOneProducer(final int slotCount, final int maxRecordBytes, final RingGate gate) {
        return new SlotRing(new SingleProducerSequencer(slotCount, new CursorOnly()), maxRecordBytes, gate, true);
    }

    /**
     * Makes a ring that any number of threads publish into. Each event becomes visible at once.
     *
     * @param slotCount number of slots, a power of two.
     * @param maxRecordBytes size of the largest record, in bytes.
     * @param gate says when to give up waiting.
     * @return the ring.
     */
    public static SlotRing ofManyProducers(final int slotCount, final int maxRecordBytes, final RingGate gate) {
        return new SlotRing(new MultiProducerSequencer(slotCount, new CursorOnly()), maxRecordBytes, gate, false);
    }

    /**
     * Makes the end of the ring at which slots are filled. For a ring of one producer, call it once.
     *
     * @param idle waits for room; not shared with another thread.
     * @return the producer, for one thread.
     */
    RingProducer newProducer(final IdleStrategy idle) {
        return single ? new SingleProducer(this, idle) : new ManyProducer(this, idle);
    }

    /**
     * Makes the end of the ring at which slots are worked on. Call it once.
     *
     * @return the consumer, for one thread.
     */
    public RingConsumer newConsumer() {
        return new RingConsumer(this);
    }

    /** Place of the slot of a sequence, from 0. */
    int placeOf(final long sequence) {
        return (int) sequence & slotCount - 1;
    }

    /** Offset of the slot of a sequence, in bytes. */
    int slotOf(final long sequence) {
        return placeOf(sequence) * slotBytes;
    }
}
