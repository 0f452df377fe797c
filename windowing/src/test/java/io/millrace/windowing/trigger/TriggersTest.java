package io.millrace.windowing.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TriggersTest {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** The first multiple after a time, by scanning around it. */
    private static BigInteger following(final long timeNs, final long periodNs, final long offsetNs) {
        final BigInteger period = BigInteger.valueOf(periodNs);
        final BigInteger time = BigInteger.valueOf(timeNs);
        BigInteger multiple = BigInteger.valueOf(offsetNs)
                .add(time.subtract(BigInteger.valueOf(offsetNs))
                        .divide(period)
                        .subtract(BigInteger.TWO)
                        .multiply(period));
        while (multiple.compareTo(time) <= 0) {
            multiple = multiple.add(period);
        }
        return multiple;
    }

    @Test
    void shouldFindTheFirstMultipleAfterATimeAlsoNearTheEndsOfTheAxis() {
        for (long seed = 0; seed < 20_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long periodNs = 1 + (random.nextLong() >>> random.nextInt(1, 64));
            final long offsetNs = Math.floorMod(random.nextLong() >> random.nextInt(64), periodNs);
            final long nearNs = random.nextInt(3) == 0 ? Long.MIN_VALUE : random.nextInt(2) == 0 ? Long.MAX_VALUE : 0;
            final long timeNs = nearNs + (random.nextLong() >> random.nextInt(64));
            final BigInteger expected = following(timeNs, periodNs, offsetNs).min(MAX);
            assertEquals(expected, BigInteger.valueOf(Periodic.following(timeNs, periodNs, offsetNs)), "seed " + seed);
        }
    }

    @Test
    void shouldRefuseNumbersThatAreNotPositive() {
        assertTrue(Triggers.count(0).mistake().isPresent());
        assertTrue(Triggers.every(0).mistake().isPresent());
        assertTrue(Triggers.every(-1, 5).mistake().isPresent());
        assertTrue(Triggers.everyProcessingTime(0).mistake().isPresent());
        assertTrue(Triggers.afterProcessingTime(-7).mistake().isPresent());
        assertThrows(NullPointerException.class, () -> Triggers.when(null));
    }

    @Test
    void shouldFireAtTheEndWhereThatIsAskedFor() {
        assertTrue(Triggers.eventTime().firesAtEnd());
        assertTrue(Triggers.every(5).firesAtEnd());
        assertFalse(Triggers.count(5).firesAtEnd());
        assertTrue(Triggers.count(5).orAtEnd().firesAtEnd());
        assertEquals(1, Triggers.count(5).orAtEnd().stateLongs());
        assertSame(Triggers.eventTime(), Triggers.eventTime().orAtEnd());
        assertEquals("every 5 events or at end", Triggers.count(5).orAtEnd().toString());
    }
}
