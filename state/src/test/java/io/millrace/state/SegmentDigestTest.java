package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class SegmentDigestTest {
    private static long digest(final byte[] segment, final long ref) {
        final UnsafeBuffer buffer = new UnsafeBuffer(segment);
        final SegmentDigest digest = new SegmentDigest();
        digest.add(ref, buffer.byteArray(), buffer.addressOffset());
        return digest.value();
    }

    @Test
    void shouldDependOnEveryBitAndOnThePlace() {
        final byte[] segment = new byte[Arena.SEGMENT_BYTES];
        new SplittableRandom(5).nextBytes(segment);
        final Set<Long> seen = new HashSet<>();
        assertTrue(seen.add(digest(segment, 0)));
        assertTrue(seen.add(digest(segment, Arena.SEGMENT_BYTES)));
        for (int bit = 0; bit < Arena.SEGMENT_BYTES * 8; bit++) {
            segment[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(seen.add(digest(segment, 0)), "bit " + bit);
            segment[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertTrue(seen.contains(digest(segment, 0)));
    }

    @Test
    void shouldStayTheSameFromVersionToVersion() {
        final byte[] segment = new byte[Arena.SEGMENT_BYTES];
        for (int i = 0; i < segment.length; i++) {
            segment[i] = (byte) i;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(segment);
        assertEquals(
                0x83e2b7ab97cdcf17L, // by another implementation of XXH64
                SegmentDigest.hash(buffer.byteArray(), buffer.addressOffset(), 3));
        assertEquals(0x48078c1b68dee4e6L, digest(segment, 3L * Arena.SEGMENT_BYTES));
    }
}
