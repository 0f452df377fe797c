package io.millrace.engine.slot;

import io.millrace.engine.latency.LatencyRecorder;
import org.agrona.concurrent.UnsafeBuffer;

/** Latency of batches of slots that have been worked on together. <b>Used by the thread that works on them.</b> */
public final class SlotLatency {
    private final UnsafeBuffer slots;
    private final int slotBytes;
    private final long[] intendedNs;

    /**
     * Creates it for a piece of slot memory.
     *
     * @param slots the slots.
     * @param slotBytes size of a slot, in bytes.
     * @param intendedNs intended times of the events in them, by the slot's place; 0 where unknown.
     */
    public SlotLatency(final UnsafeBuffer slots, final int slotBytes, final long[] intendedNs) {
        this.slots = slots;
        this.slotBytes = slotBytes;
        this.intendedNs = intendedNs;
    }

    /**
     * Records the latency of the events of a batch: from the intended time where there is one, else from ingress.
     *
     * @param latency the recorder.
     * @param first place of the batch's first slot.
     * @param count number of slots in the batch.
     * @param nowNs when they had been worked on, in nanoseconds of the run's clock.
     */
    public void record(final LatencyRecorder latency, final int first, final int count, final long nowNs) {
        long sameNs = Long.MIN_VALUE;
        int same = 0;
        for (int i = first; i < first + count; i++) {
            final int slot = i * slotBytes;
            if (SlotLayout.kind(slots, slot) != SlotLayout.EVENT) {
                continue;
            }
            final long fromNs = intendedNs[i] == 0 ? SlotLayout.ingressNs(slots, slot) : intendedNs[i];
            if (fromNs != sameNs && same > 0) {
                latency.record(nowNs - sameNs, same);
                same = 0;
            }
            sameNs = fromNs;
            same++;
        }
        if (same > 0) {
            latency.record(nowNs - sameNs, same);
        }
    }

    /**
     * The time from which the latency of an event's results counts.
     *
     * @param place the slot's place.
     * @return the intended time; 0 if unknown, or if the slot holds no event.
     */
    public long intendedNs(final int place) {
        return SlotLayout.kind(slots, place * slotBytes) == SlotLayout.EVENT ? intendedNs[place] : 0;
    }
}
