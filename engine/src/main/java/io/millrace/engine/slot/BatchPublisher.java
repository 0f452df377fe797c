package io.millrace.engine.slot;

import io.millrace.engine.latency.LatencyRecorder;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
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
    private final long[] intendedNs;
    private final SlotLatency slotLatency;
    private int usedBytes;
    private int usedSlots;
    private int drainedEvents;
    private long sharedIngressNs;
    private boolean draining;

    /**
     * Creates a publisher.
     *
     * @param source number of the source.
     * @param type type of its events.
     * @param symbols the symbols of the run.
     * @param sequences numbers the slots of the run.
     * @param handler works on the slots.
     * @param options size of the batch.
     */
    public BatchPublisher(
            final int source,
            final RecordType<?, F> type,
            final SymbolIndex symbols,
            final SequenceCounter sequences,
            final SlotHandler handler,
            final Options options) {
        super(source, type, symbols, options.ingressClock());
        this.handler = handler;
        this.sequences = sequences;
        this.immediate = options.ingressClock() != null;
        slotBytes = SlotLayout.slotBytes(type.sizeBytes());
        capacityBytes = slotBytes * options.slots();
        final ByteBuffer memory = BufferUtil.allocateDirectAligned(capacityBytes, 64);
        buffer = new UnsafeBuffer(memory);
        intendedNs = new long[options.slots()];
        slotLatency = new SlotLatency(buffer, slotBytes, intendedNs);
        slots(buffer);
    }

    /**
     * How slots are gathered.
     *
     * @param slots how many slots a batch has at most.
     * @param ingressClock if given, each slot is worked on as soon as it is published, stamped with this clock;
     *     {@code null} to gather batches.
     */
    public record Options(int slots, LongSupplier ingressClock) {}

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
    protected void intend(final long plannedNs) {
        intendedNs[usedSlots] = plannedNs;
    }

    @Override
    protected void publishSlot(final int slot) {
        sequences.next++;
        usedSlots++;
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
        if (draining) {
            throw new IllegalStateException("an event was published from within the work on another one");
        }
        draining = true;
        try {
            return drainSlots();
        } finally {
            draining = false;
        }
    }

    private int drainSlots() {
        final int end = usedBytes;
        final SlotHandler to = handler;
        final int size = slotBytes;
        usedBytes = 0;
        usedSlots = 0;
        drainedEvents = batchEvents();
        sharedIngressNs = batchIngressNs();
        beginBatch();
        to.onSlots(buffer, 0, end, size);
        return end / size;
    }

    /**
     * Records the latency of the events worked on by the last {@link #drain}.
     *
     * @param latency the recorder.
     * @param slots number of slots that were drained.
     * @param nowNs when they had been worked on, in nanoseconds of the run's clock.
     */
    public void recordLatency(final LatencyRecorder latency, final int slots, final long nowNs) {
        if (sharedIngressNs == Long.MIN_VALUE) {
            slotLatency.record(latency, 0, slots, nowNs);
        } else if (drainedEvents > 0) {
            latency.record(nowNs - sharedIngressNs, drainedEvents);
        }
    }

    /** Overwrites the batch's memory, so that a record kept after the call it was valid for is seen to be wrong. */
    public void poison() {
        buffer.setMemory(0, capacityBytes, (byte) 0xDB);
    }
}
