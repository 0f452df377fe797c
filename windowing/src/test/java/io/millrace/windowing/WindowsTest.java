package io.millrace.windowing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void shouldAlignToTheEpoch() {
        final Windows windows = Windows.tumbling(10);
        assertEquals(0, windows.startOf(0));
        assertEquals(0, windows.startOf(9));
        assertEquals(10, windows.startOf(10));
        assertEquals(20, windows.endOf(10));
        assertEquals(19, windows.lastOf(10));
    }

    @Test
    void shouldRoundNegativeTimesDown() {
        final Windows windows = Windows.tumbling(10);
        assertEquals(-10, windows.startOf(-1));
        assertEquals(-10, windows.startOf(-10));
        assertEquals(-20, windows.startOf(-11));
    }

    @Test
    void shouldApplyAnyOffset() {
        assertEquals(3, Windows.tumbling(10).withOffset(3).startOf(12));
        assertEquals(-7, Windows.tumbling(10).withOffset(3).startOf(2));
        assertEquals(-7, Windows.tumbling(10).withOffset(-7).startOf(2));
        assertEquals(Windows.tumbling(10).withOffset(3), Windows.tumbling(10).withOffset(-17));
        assertEquals(3, Windows.tumbling(10).withOffset(Duration.ofNanos(-7)).offsetNs());
    }

    @Test
    void shouldSlideByAnyDistance() {
        final Windows overlapping = Windows.sliding(10, 4).withOffset(1);
        assertTrue(overlapping.isOverlapping());
        assertEquals(5, overlapping.startOf(8));
        assertEquals(15, overlapping.endOf(5));
        assertFalse(overlapping.isInGap(8));
        assertEquals("sliding 10 by 4 ns offset 1 ns", overlapping.toString());
        final Windows apart = Windows.sliding(Duration.ofNanos(3), Duration.ofNanos(10));
        assertFalse(apart.isOverlapping());
        assertEquals(-10, apart.startOf(-8));
        assertFalse(apart.isInGap(-8));
        assertTrue(apart.isInGap(-7));
        assertTrue(apart.isInGap(-1));
    }

    @Test
    void shouldRefuseSizesThatAreNotPositive() {
        assertTrue(Windows.tumbling(0).mistake().isPresent());
        assertTrue(Windows.tumbling(-1).mistake().isPresent());
        assertTrue(Windows.sliding(0, 1).mistake().isPresent());
        assertTrue(Windows.sliding(1, 0).mistake().isPresent());
        assertTrue(Windows.sliding(1, -1).mistake().isPresent());
        assertThrows(ArithmeticException.class, () -> Windows.tumbling(Duration.ofDays(365_000)));
    }

    @Test
    void shouldNotRepresentWindowsBeyondTheEndsOfTheAxis() {
        final Windows windows = Windows.tumbling(10);
        // 2^63 = ...808: the last whole window is [...790, ...800), the first one [-...800, -...790).
        assertEquals(9_223_372_036_854_775_799L, windows.maxTimeNs());
        assertEquals(-9_223_372_036_854_775_800L, windows.minTimeNs());
        assertTrue(windows.isRepresentable(9_223_372_036_854_775_799L));
        assertFalse(windows.isRepresentable(9_223_372_036_854_775_800L));
        assertFalse(windows.isRepresentable(Long.MAX_VALUE));
        assertFalse(windows.isRepresentable(Long.MIN_VALUE));
        assertEquals(9_223_372_036_854_775_800L, windows.endOf(windows.startOf(windows.maxTimeNs())));
    }

    @Test
    void shouldNotRepresentATimeOfWhichOneWindowCannotBeRepresented() {
        final Windows windows = Windows.sliding(30, 10);
        // The last window is [...770, ...800), the first one [-...800, -...770).
        assertEquals(-9_223_372_036_854_775_800L, windows.firstStartNs());
        assertEquals(9_223_372_036_854_775_779L, windows.maxTimeNs());
        assertEquals(-9_223_372_036_854_775_780L, windows.minTimeNs());
        final Windows gaps = Windows.sliding(10, 30);
        // The last window is [...770, ...780), and behind it comes a gap, up to the start of one that cannot end.
        assertEquals(-9_223_372_036_854_775_800L, gaps.firstStartNs());
        assertEquals(gaps.firstStartNs(), gaps.minTimeNs());
        assertEquals(9_223_372_036_854_775_799L, gaps.maxTimeNs());
    }

    @Test
    void shouldSaturateTheEndOfWindowsThatCannotBeRepresented() {
        assertEquals(Long.MAX_VALUE, Windows.tumbling(10).endOf(Long.MAX_VALUE - 3));
        assertEquals(Long.MAX_VALUE, Windows.tumbling(Long.MAX_VALUE).endOf(1));
        assertEquals(Long.MAX_VALUE - 1, Windows.tumbling(Long.MAX_VALUE).lastOf(0));
    }

    @Test
    void shouldRepresentEveryTimeButTheLastWithWindowsOfOneNanosecond() {
        final Windows windows = Windows.tumbling(1);
        assertEquals(Long.MIN_VALUE, windows.minTimeNs());
        assertEquals(Long.MAX_VALUE - 1, windows.maxTimeNs());
    }

    @Test
    void shouldAgreeWithArithmeticOfUnlimitedWidth() {
        final long seed = 4_711;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final long size = 1 + (random.nextLong() >>> 1 >>> random.nextInt(63)) % Long.MAX_VALUE;
            final long offset = extreme(random);
            final long time = extreme(random);
            final Windows windows = Windows.tumbling(size).withOffset(offset);
            final BigInteger wideSize = BigInteger.valueOf(size);
            final BigInteger since = BigInteger.valueOf(time)
                    .subtract(BigInteger.valueOf(offset))
                    .mod(wideSize);
            final BigInteger start = BigInteger.valueOf(time).subtract(since);
            final BigInteger end = start.add(wideSize);
            final boolean fits = start.compareTo(MIN) >= 0 && end.compareTo(MAX) <= 0;
            final String at = "seed " + seed + " case " + i + ": " + windows + " offset " + offset + " time " + time;
            assertEquals(fits, windows.isRepresentable(time), at);
            if (fits) {
                assertEquals(start.longValueExact(), windows.startOf(time), at);
                assertEquals(end.longValueExact(), windows.endOf(windows.startOf(time)), at);
            }
        }
    }

    private static long extreme(final SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0:
                return Long.MIN_VALUE + random.nextInt(50);
            case 1:
                return Long.MAX_VALUE - random.nextInt(50);
            case 2:
                return random.nextInt(100) - 50;
            default:
                return random.nextLong() >> random.nextInt(64);
        }
    }

    @Test
    void shouldSurviveSerialization() throws IOException, ClassNotFoundException {
        final Windows windows = Windows.tumbling(Duration.ofSeconds(1)).withOffset(7);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(windows);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(windows, in.readObject());
        }
    }
}
