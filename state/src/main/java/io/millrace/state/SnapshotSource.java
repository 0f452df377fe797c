package io.millrace.state;

import org.agrona.MutableDirectBuffer;

/** Gives the bytes of a snapshot back, in the order in which they were written. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * Gives the next bytes.
     *
     * @param buffer where to put them.
     * @param offset of the first, in bytes.
     * @param length how many are wanted.
     * @return how many there were: fewer than wanted only at the end.
     */
    int read(MutableDirectBuffer buffer, int offset, int length);
}
