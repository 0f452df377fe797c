package io.millrace.state;

import org.agrona.UnsafeApi;

/** Hashes of keys: every bit of the key reaches every bit of the hash. Not a secret one. */
final class KeyHash {
    private static final long C1 = 0xFF51AFD7ED558CCDL;
    private static final long C2 = 0xC4CEB9FE1A85EC53L;

    private KeyHash() {}

    /** The finalizer of MurmurHash3. */
    static long of(final long key) {
        long hash = key;
        hash = (hash ^ hash >>> 33) * C1;
        hash = (hash ^ hash >>> 33) * C2;
        return hash ^ hash >>> 33;
    }

    /** Takes one more word into the hash of the words before it. */
    static long chain(final long hash, final long word) {
        return of(hash * C1 ^ word);
    }

    /**
     * The hash of some words of memory.
     *
     * @param base the array in which they lie, or null if they lie off the heap.
     * @param address of the first, in the array or in memory.
     * @param bytes how many there are, a multiple of 8.
     */
    static long of(final Object base, final long address, final int bytes) {
        long hash = bytes;
        for (int i = 0; i < bytes; i += Long.BYTES) {
            hash = Long.rotateLeft((hash ^ UnsafeApi.getLong(base, address + i)) * C1, 29);
        }
        return of(hash);
    }
}
