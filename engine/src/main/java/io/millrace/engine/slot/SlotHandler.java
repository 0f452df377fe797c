package io.millrace.engine.slot;

import org.agrona.concurrent.UnsafeBuffer;

/** Takes slots to completion, one after the other. */
@FunctionalInterface
public interface SlotHandler {
    /**
     * Takes a run of slots, in order.
     *
     * @param slots the slots.
     * @param from offset of the first slot, in bytes.
     * @param to offset behind the last slot, in bytes.
     * @param slotBytes size of a slot, in bytes.
     */
    void onSlots(UnsafeBuffer slots, int from, int to, int slotBytes);
}
