package io.millrace.windowing.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class WatermarksTest {
    @Test
    void shouldHaveNoWatermarkBeforeAnyEvent() {
        assertEquals(Long.MIN_VALUE, Watermarks.ascending().newGenerator().watermarkNs());
        assertEquals(Long.MIN_VALUE, Watermarks.manual().newGenerator().watermarkNs());
    }

    @Test
    void shouldNeverHaveAWatermarkWhereNoneIsGiven() {
        final WatermarkGenerator generator = Watermarks.none().newGenerator();
        assertEquals(Long.MIN_VALUE, generator.onEvent(10));
        assertThrows(IllegalStateException.class, () -> generator.onWatermark(10));
        assertFalse(Watermarks.none().givesWatermarks());
        assertFalse(Watermarks.everyEvents(3, Watermarks.none()).givesWatermarks());
        assertTrue(Watermarks.manual().givesWatermarks());
    }

    @Test
    void shouldLagBehindTheLargestTimeByTheBoundPlusOne() {
        final WatermarkGenerator generator = Watermarks.boundedDisorder(5).newGenerator();
        assertEquals(4, generator.onEvent(10));
        assertEquals(4, generator.onEvent(7));
        assertEquals(5, generator.onEvent(11));
    }

    @Test
    void shouldCountEqualTimesAsAscending() {
        final WatermarkGenerator generator = Watermarks.ascending().newGenerator();
        assertEquals(9, generator.onEvent(10));
        assertEquals(9, generator.onEvent(10));
        assertEquals(-1, Watermarks.ascending().newGenerator().onEvent(0));
    }

    @Test
    void shouldSaturateAtTheStartOfTheAxis() {
        final WatermarkGenerator generator = Watermarks.boundedDisorder(100).newGenerator();
        assertEquals(Long.MIN_VALUE, generator.onEvent(Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, generator.onEvent(Long.MIN_VALUE + 100));
        assertEquals(Long.MIN_VALUE, generator.onEvent(Long.MIN_VALUE + 101));
        assertEquals(Long.MIN_VALUE + 1, generator.onEvent(Long.MIN_VALUE + 102));
        assertEquals(
                Long.MIN_VALUE,
                Watermarks.boundedDisorder(Long.MAX_VALUE - 1).newGenerator().onEvent(-5));
        assertEquals(
                5, Watermarks.boundedDisorder(Long.MAX_VALUE - 6).newGenerator().onEvent(Long.MAX_VALUE - 0));
    }

    @Test
    void shouldRefuseBoundsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> Watermarks.boundedDisorder(-1));
        assertThrows(IllegalArgumentException.class, () -> Watermarks.boundedDisorder(Long.MAX_VALUE));
    }

    @Test
    void shouldMoveOnlyByExplicitWatermarksWhenManual() {
        final WatermarkGenerator generator = Watermarks.manual().newGenerator();
        assertEquals(Long.MIN_VALUE, generator.onEvent(10));
        assertEquals(7, generator.onWatermark(7));
        assertEquals(7, generator.onWatermark(3));
        assertEquals(7, generator.onEvent(100));
    }

    @Test
    void shouldNeverGoBackWhenEventsAndExplicitWatermarksMix() {
        final WatermarkGenerator generator = Watermarks.boundedDisorder(5).newGenerator();
        assertEquals(50, generator.onWatermark(50));
        assertEquals(50, generator.onEvent(20));
        assertEquals(54, generator.onEvent(60));
    }

    @Test
    void shouldContinueAfterLoadLikeTheSavedGenerator() {
        final long seed = 99;
        final SplittableRandom random = new SplittableRandom(seed);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        for (final WatermarkSpec spec : new WatermarkSpec[] {Watermarks.boundedDisorder(30), Watermarks.manual()}) {
            final WatermarkGenerator whole = spec.newGenerator();
            WatermarkGenerator restored = spec.newGenerator();
            for (int i = 0; i < 1_000; i++) {
                final long time = random.nextLong(-1_000, 1_000) + i;
                if (random.nextInt(10) == 0) {
                    assertEquals(whole.onWatermark(time), restored.onWatermark(time), "seed " + seed + " step " + i);
                }
                assertEquals(whole.onEvent(time), restored.onEvent(time), "seed " + seed + " step " + i);
                restored.save(buffer, 8);
                restored = spec.newGenerator();
                restored.load(buffer, 8);
            }
            assertTrue(whole.stateBytes() <= 56);
        }
    }

    @Test
    void shouldSurviveSerialization() throws IOException, ClassNotFoundException {
        for (final WatermarkSpec spec :
                new WatermarkSpec[] {Watermarks.ascending(), Watermarks.boundedDisorder(3), Watermarks.manual()}) {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(spec);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertEquals(spec, in.readObject());
            }
        }
    }
}
