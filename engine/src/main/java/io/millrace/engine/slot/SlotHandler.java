package io.millrace.engine.slot;

import org.agrona.concurrent.UnsafeBuffer;

/** Takes slots to completion, one by one. */
@FunctionalInterface
public interface SlotHandler {
    /**
     * Takes one slot.
     *
     * @param slots the slots.
     * @param slot  offset of the slot, in bytes.
     */
    void onSlot(UnsafeBuffer slots, int slot);
}
