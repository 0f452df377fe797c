package io.millrace.state;

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
}
