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
        final byte[] array = record.buffer().byteArray();
        final long address = record.buffer().addressOffset() + record.offset();
        return array == null
                ? addNative(digest, timeNs, address, recordBytes)
                : addArray(digest, timeNs, array, address, recordBytes);
    }

    /** The usual place of a result is outside the heap: there nothing has to be told apart word by word. */
    private static long addNative(final long digest, final long timeNs, final long address, final int recordBytes) {
        long sum = 0;
        long key = FIRST;
        int i = 0;
        for (; i <= recordBytes - 2 * PAIR_BYTES; i += 2 * PAIR_BYTES) {
            final long at = address + i;
            sum += fold(UnsafeApi.getLong(at) ^ key, UnsafeApi.getLong(at + 8) ^ FIRST);
            sum += fold(UnsafeApi.getLong(at + 16) ^ key + SECOND, UnsafeApi.getLong(at + 24) ^ FIRST);
            key += 2 * SECOND;
        }
        if ((recordBytes & PAIR_BYTES) != 0) {
            sum += fold(UnsafeApi.getLong(address + i) ^ key, UnsafeApi.getLong(address + i + 8) ^ FIRST);
            key += SECOND;
            i += PAIR_BYTES;
        }
        final long last = (recordBytes & Long.BYTES) == 0 ? 0 : UnsafeApi.getLong(address + i);
        return finish(digest, sum + fold(last ^ key, timeNs ^ FIRST), recordBytes);
    }

    private static long addArray(
            final long digest, final long timeNs, final byte[] array, final long address, final int recordBytes) {
        long sum = 0;
        long key = FIRST;
        int i = 0;
        for (; i <= recordBytes - PAIR_BYTES; i += PAIR_BYTES) {
            sum += fold(UnsafeApi.getLong(array, address + i) ^ key, UnsafeApi.getLong(array, address + i + 8) ^ FIRST);
            key += SECOND;
        }
        final long last = i == recordBytes ? 0 : UnsafeApi.getLong(array, address + i);
        return finish(digest, sum + fold(last ^ key, timeNs ^ FIRST), recordBytes);
    }

    /** Only this waits for the digest of the result before. */
    private static long finish(final long digest, final long sum, final int recordBytes) {
        return fold(sum ^ sum >>> HALF_BITS, digest ^ SECOND) + recordBytes;
    }

    private static long fold(final long a, final long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }
}
