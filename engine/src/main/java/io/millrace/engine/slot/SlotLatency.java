package io.millrace.engine.slot;

import io.millrace.engine.latency.LatencyRecorder;
import org.agrona.concurrent.UnsafeBuffer;

/** Latency of a batch of slots that have been worked on together. */
public final class SlotLatency {
    private SlotLatency() {}

    /**
     * Records the latency of the events of a batch: from the intended time where there is one, else from ingress.
     *
     * @param latency the recorder.
     * @param slots the slots.
     * @param first offset of the batch's first slot, in bytes.
     * @param slotBytes size of a slot, in bytes.
     * @param count number of slots in the batch.
     * @param nowNs when they had been worked on, in nanoseconds of the run's clock.
     */
    public static void record(
            final LatencyRecorder latency,
            final UnsafeBuffer slots,
            final int first,
            final int slotBytes,
            final int count,
            final long nowNs) {
        long sameNs = Long.MIN_VALUE;
        int same = 0;
        for (int slot = first, end = first + count * slotBytes; slot < end; slot += slotBytes) {
            if (SlotLayout.kind(slots, slot) != SlotLayout.EVENT) {
                continue;
            }
            final long intendedNs = SlotLayout.value(slots, slot);
            final long fromNs = intendedNs == 0 ? SlotLayout.ingressNs(slots, slot) : intendedNs;
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
}
