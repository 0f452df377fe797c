package io.millrace.engine.operator;

import org.agrona.concurrent.UnsafeBuffer;

/** Takes the slots of a stage that are not events. <b>Called on the stage's thread only.</b> */
@FunctionalInterface
public interface MarkHandler {
    /**
     * Takes one mark.
     *
     * @param slots the slots.
     * @param slot offset of the mark's slot, in bytes.
     */
    void onMark(UnsafeBuffer slots, int slot);
}
