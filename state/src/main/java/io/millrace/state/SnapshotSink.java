package io.millrace.state;

import org.agrona.DirectBuffer;

/**
 * Takes the bytes of a snapshot, in order. Called by the thread that writes the snapshot: the arena's own, or the
 * second thread that called {@link FrozenArena#write}. What it throws ends the writing and reaches the caller.
 */
@FunctionalInterface
public interface SnapshotSink {
    /**
     * Takes the next bytes; they are valid during the call only.
     *
     * @param buffer where they lie: off the heap, with a {@code byteBuffer()}, if a frozen arena is written.
     * @param offset of the first, in bytes.
     * @param length how many there are.
     */
    void write(DirectBuffer buffer, int offset, int length);
}
