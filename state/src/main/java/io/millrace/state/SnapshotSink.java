package io.millrace.state;

import org.agrona.DirectBuffer;

/** Takes the bytes of a snapshot, in order. Called by the arena's thread only. */
@FunctionalInterface
public interface SnapshotSink {
    /**
     * Takes the next bytes; they are valid during the call only.
     *
     * @param buffer where they lie.
     * @param offset of the first, in bytes.
     * @param length how many there are.
     */
    void write(DirectBuffer buffer, int offset, int length);
}
