package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import org.agrona.UnsafeApi;

/**
 * Digest of a series of results, which tells whether a replay made the same ones in the same order.
 *
 * <p>Each pair of words of a result is folded by a 128-bit product with odd constants of its place, as in the family of
 * hashes around wyhash; the pairs do not wait for each other, so that the digest costs a few nanoseconds. It guards
 * against differences by accident, not against forgery. No part of it depends on the machine.
 */
public final class OutputDigest {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;
    private static final int PAIR_BYTES = 2 * Long.BYTES;
    private static final int HALF_BITS = 32;

    private OutputDigest() {}

    /**
     * The digest with one more result.
     *
     * @param digest the digest so far.
     * @param timeNs the result's event time, in nanoseconds since the epoch.
     * @param record the result.
     * @param recordBytes its size in bytes, a multiple of 8.
     * @return the digest.
     */
    public static long add(final long digest, final long timeNs, final Flyweight record, final int recordBytes) {
        final long address = record.buffer().addressOffset() + record.offset();
        final byte[] array = record.buffer().byteArray();
        long sum = fold(timeNs ^ FIRST, digest ^ SECOND);
        long key = FIRST;
        int i = 0;
        for (; i <= recordBytes - PAIR_BYTES; i += PAIR_BYTES) {
            key += SECOND;
            sum += fold(word(array, address + i) ^ key, word(array, address + i + Long.BYTES) ^ FIRST);
        }
        if (i < recordBytes) {
            sum += fold(word(array, address + i) ^ key, FIRST);
        }
        return fold(sum ^ sum >>> HALF_BITS, SECOND) + recordBytes;
    }

    private static long word(final byte[] array, final long address) {
        return array == null ? UnsafeApi.getLong(address) : UnsafeApi.getLong(array, address);
    }

    private static long fold(final long a, final long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }
}
