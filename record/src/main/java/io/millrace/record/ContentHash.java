package io.millrace.record;

/** Stable 64-bit mixing. */
final class ContentHash {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private ContentHash() {}

    /** One step over the next 8 bytes. */
    static long step(final long hash, final long word) {
        return Long.rotateLeft((hash ^ word) * MULTIPLIER, 29);
    }

    /** Spreads every bit over the whole number. */
    static long mix(final long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
