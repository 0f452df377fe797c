package io.millrace.journal.queue;

import java.io.IOException;
import java.nio.MappedByteBuffer;

/** Forces a part of a mapped file to the disk. Tests put a disk that fails here. */
@FunctionalInterface
interface DiskForce {
    /**
     * Forces bytes to the disk.
     *
     * @param bytes the file, mapped.
     * @param from the first byte.
     * @param length how many.
     */
    void force(MappedByteBuffer bytes, int from, int length) throws IOException;

    /** The operating system's. */
    static DiskForce ofSystem() {
        return (bytes, from, length) -> bytes.force(from, length);
    }
}
