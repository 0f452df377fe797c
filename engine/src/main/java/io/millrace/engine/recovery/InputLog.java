package io.millrace.engine.recovery;

import org.agrona.concurrent.UnsafeBuffer;

/** Keeps slots before they are worked on. <b>Used on the thread of the stage that the sources feed.</b> */
@FunctionalInterface
public interface InputLog {
    /**
     * Keeps a batch of slots as they stand.
     *
     * @param slots the slots.
     * @param from offset of the first, in bytes.
     * @param to offset behind the last.
     * @param slotBytes size of a slot, in bytes.
     */
    void append(UnsafeBuffer slots, int from, int to, int slotBytes);
}
