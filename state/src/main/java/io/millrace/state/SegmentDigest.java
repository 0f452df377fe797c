package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * A digest of segments, taken in the order of their refs: XXH64 of each with its number as the seed, chained. It tells
 * states apart that differ by accident; it is no defence against someone who wants two to look the same.
 */
final class SegmentDigest {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final int STRIPE_BYTES = 32;

    private long digest;

    /** Adds the segment of a ref, whose bytes lie in the array, or at the address if that is null. */
    void add(final long segment, final Object base, final long offset) {
        final long hash = hash(base, offset, segment / Arena.SEGMENT_BYTES);
        digest = avalanche(digest * PRIME_1 + hash);
    }

    long value() {
        return digest;
    }

    static long hash(final Object base, final long offset, final long seed) {
        long lane1 = seed + PRIME_1 + PRIME_2;
        long lane2 = seed + PRIME_2;
        long lane3 = seed;
        long lane4 = seed - PRIME_1;
        for (int at = 0; at < Arena.SEGMENT_BYTES; at += STRIPE_BYTES) {
            lane1 = round(lane1, UnsafeApi.getLong(base, offset + at));
            lane2 = round(lane2, UnsafeApi.getLong(base, offset + at + 8));
            lane3 = round(lane3, UnsafeApi.getLong(base, offset + at + 16));
            lane4 = round(lane4, UnsafeApi.getLong(base, offset + at + 24));
        }
        long hash = Long.rotateLeft(lane1, 1)
                + Long.rotateLeft(lane2, 7)
                + Long.rotateLeft(lane3, 12)
                + Long.rotateLeft(lane4, 18);
        hash = merge(hash, lane1);
        hash = merge(hash, lane2);
        hash = merge(hash, lane3);
        hash = merge(hash, lane4);
        return avalanche(hash + Arena.SEGMENT_BYTES);
    }

    private static long round(final long lane, final long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(final long hash, final long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(final long hash) {
        long mixed = hash ^ hash >>> 33;
        mixed *= PRIME_2;
        mixed ^= mixed >>> 29;
        mixed *= PRIME_3;
        return mixed ^ mixed >>> 32;
    }
}
