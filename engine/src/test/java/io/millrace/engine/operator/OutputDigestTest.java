package io.millrace.engine.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.millrace.engine.TickFlyweight;
import io.millrace.engine.slot.SlotLayout;
import java.util.SplittableRandom;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OutputDigestTest {
    private static final int MOST_BYTES = 136;

    private final long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final UnsafeBuffer outside = new UnsafeBuffer(BufferUtil.allocateDirectAligned(MOST_BYTES, 64));
    private final UnsafeBuffer array = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final TickFlyweight record = new TickFlyweight();

    private void fill() {
        for (int i = 0; i < MOST_BYTES; i += Long.BYTES) {
            final long word = random.nextBoolean() ? random.nextLong() : random.nextInt(3);
            outside.putLong(i, word);
            array.putLong(i, word);
        }
    }

    private long digest(final long before, final long timeNs, final UnsafeBuffer buffer, final int bytes) {
        record.wrap(buffer, 0);
        return OutputDigest.add(before, timeNs, record, bytes);
    }

    @Test
    void shouldBeTheSameForBytesInAnArrayAndOutsideTheHeap() {
        for (int bytes = 0; bytes <= MOST_BYTES; bytes += Long.BYTES) {
            fill();
            assertEquals(digest(7, 9, outside, bytes), digest(7, 9, array, bytes), bytes + " bytes, seed " + seed);
        }
    }

    @Test
    void shouldChangeWithEveryBitOfTheResultItsTimeAndWhatCameBefore() {
        for (int bytes = Long.BYTES; bytes <= MOST_BYTES; bytes += Long.BYTES) {
            fill();
            final long expected = digest(7, 9, outside, bytes);
            for (int bit = 0; bit < bytes * Byte.SIZE; bit++) {
                final int at = bit / Byte.SIZE;
                outside.putByte(at, (byte) (outside.getByte(at) ^ 1 << bit % Byte.SIZE));
                assertNotEquals(expected, digest(7, 9, outside, bytes), "bit " + bit + ", seed " + seed);
                outside.putByte(at, (byte) (outside.getByte(at) ^ 1 << bit % Byte.SIZE));
            }
            assertNotEquals(expected, digest(6, 9, outside, bytes), "seed " + seed);
            assertNotEquals(expected, digest(7, 8, outside, bytes), "seed " + seed);
            assertNotEquals(expected, digest(7, 9, outside, bytes - Long.BYTES), "seed " + seed);
        }
    }

    @Test
    void shouldStayWhatItIsAcrossVersions() {
        for (int i = 0; i < MOST_BYTES; i += Long.BYTES) {
            outside.putLong(i, i * 0x0123456789ABCDEFL);
        }
        assertEquals(6499073580113419122L, digest(0, 0, outside, 56));
    }

    @Test
    void shouldCountTheSlotsThatHaveANumber() {
        final int slotBytes = SlotLayout.slotBytes(32);
        final UnsafeBuffer slots = new UnsafeBuffer(BufferUtil.allocateDirectAligned(100 * slotBytes, 64));
        int numbered = 0;
        for (int i = 0; i < 100; i++) {
            final byte kind = (byte) random.nextInt(SlotLayout.ENDING + 1);
            SlotLayout.putHeader(slots, i * slotBytes, kind, 0xFFFF, -1);
            numbered += kind == SlotLayout.VOID ? 0 : 1;
            assertEquals(numbered, SlotLayout.countNumbered(slots, 0, (i + 1) * slotBytes, slotBytes), "seed " + seed);
        }
    }
}
