package io.millrace.engine.slot;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gathers a batch of slots on the thread that will also work on them: the ring as mere slot memory.
 *
 * <p>A full batch is worked off on the spot, so claiming never fails.
 *
 * @param <F> the flyweight the events are written through.
 */
public final class BatchPublisher<F extends Flyweight> extends SlotPublisher<F> {
    private final SlotHandler handler;
    private final SequenceCounter sequences;
    private final boolean immediate;
    private final int slotBytes;
    private final int capacityBytes;
    private final UnsafeBuffer buffer;
    private int usedBytes;

    /**
     * Creates a publisher.
     *
     * @param source    number of the source.
     * @param type      type of its events.
     * @param symbols   the symbols of the run.
     * @param sequences numbers the slots of the run.
     * @param handler   works on the slots.
     * @param options   size of the batch.
     */
    public BatchPublisher(
            final int source,
            final RecordType<?, F> type,
            final SymbolIndex symbols,
            final SequenceCounter sequences,
            final SlotHandler handler,
            final Options options) {
        super(source, type, symbols);
        this.handler = handler;
        this.sequences = sequences;
        this.immediate = options.immediate();
        slotBytes = SlotLayout.slotBytes(type.sizeBytes());
        capacityBytes = slotBytes * options.slots();
        final ByteBuffer memory = BufferUtil.allocateDirectAligned(capacityBytes, 64);
        buffer = new UnsafeBuffer(memory);
        slots(buffer);
    }

    /**
     * Size of a batch.
     *
     * @param slots     how many slots a batch has at most.
     * @param immediate whether each slot is worked on as soon as it is published.
     */
    public record Options(int slots, boolean immediate) {}

    /** Numbers the slots of all publishers of a run. <b>Used by one thread.</b> */
    public static final class SequenceCounter {
        private long next;

        /**
         * Starts at a sequence.
         *
         * @param next the first sequence given out.
         */
        public SequenceCounter(final long next) {
            this.next = next;
        }
    }

    @Override
    protected int claimSlot(final boolean wait) {
        if (usedBytes == capacityBytes) {
            drain();
        }
        return usedBytes;
    }

    @Override
    protected long claimedSequence() {
        return sequences.next;
    }

    @Override
    protected void publishSlot(final int slot) {
        sequences.next++;
        usedBytes += slotBytes;
        if (immediate) {
            drain();
        }
    }

    @Override
    protected void releaseSlot(final int slot) {
        // Nothing was taken: the next claim gets the same slot.
    }

    /**
     * Works on everything published, in order.
     *
     * @return the number of slots worked on.
     */
    public int drain() {
        final int end = usedBytes;
        final SlotHandler to = handler;
        final int size = slotBytes;
        usedBytes = 0;
        for (int slot = 0; slot < end; slot += size) {
            to.onSlot(buffer, slot);
        }
        return end / size;
    }

    /** Overwrites the batch's memory, so that a record kept after the call it was valid for is seen to be wrong. */
    public void poison() {
        buffer.setMemory(0, capacityBytes, (byte) 0xDB);
    }
}
