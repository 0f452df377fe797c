package io.millrace.windowing.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class WatermarkMergeTest {
    private static final int A = 0;
    private static final int B = 1;

    private final WatermarkMerge merge = new WatermarkMerge(2);

    @Test
    void shouldBeTheMinimumOverActiveInputs() {
        assertEquals(Long.MIN_VALUE, merge.onWatermark(A, 10));
        assertEquals(7, merge.onWatermark(B, 7));
        assertEquals(10, merge.onWatermark(B, 20));
        assertEquals(A, merge.holder());
        assertEquals(20, merge.watermarkNs(B));
    }

    @Test
    void shouldNotBeHeldBackByAnIdleInput() {
        merge.onWatermark(A, 10);
        assertEquals(10, merge.onIdle(B));
        assertEquals(15, merge.onWatermark(A, 15));
    }

    @Test
    void shouldWaitForAnInputThatIsBackFromIdleWithoutGoingBack() {
        merge.onIdle(B);
        merge.onWatermark(A, 10);
        assertEquals(10, merge.onActive(B));
        assertEquals(10, merge.onWatermark(A, 30));
        assertEquals(10, merge.onWatermark(B, 9));
        assertEquals(12, merge.onWatermark(B, 12));
        assertEquals(30, merge.onWatermark(B, 40));
    }

    @Test
    void shouldStayWhileAllInputsAreIdle() {
        merge.onWatermark(A, 10);
        merge.onWatermark(B, 20);
        assertEquals(20, merge.onIdle(A));
        assertEquals(20, merge.onIdle(B));
        assertEquals(20, merge.onWatermark(B, 50));
        assertEquals(-1, merge.holder());
        assertEquals(50, merge.onActive(B));
    }

    @Test
    void shouldDropAFinishedInputFromTheMinimum() {
        merge.onWatermark(A, 10);
        merge.onWatermark(B, 20);
        assertEquals(20, merge.onEnd(A));
        assertEquals(20, merge.onActive(A));
        assertEquals(20, merge.onIdle(A));
        assertEquals(21, merge.onWatermark(B, 21));
    }

    @Test
    void shouldBecomeMaximumOnlyWhenAllHaveEnded() {
        merge.onWatermark(A, 10);
        merge.onIdle(B);
        assertEquals(10, merge.onEnd(A));
        assertEquals(Long.MAX_VALUE, merge.onEnd(B));
        assertTrue(merge.allEnded());
        assertEquals(Long.MAX_VALUE, merge.onEnd(B));
    }

    @Test
    void shouldIgnoreALowerWatermark() {
        final WatermarkMerge single = new WatermarkMerge(1);
        assertEquals(10, single.onWatermark(0, 10));
        assertEquals(10, single.onWatermark(0, 5));
        assertThrows(IllegalArgumentException.class, () -> new WatermarkMerge(0));
    }

    @Test
    void shouldAgreeWithAScanOverAllInputsAndSurviveSaveAndLoadAfterEveryStep() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        for (int seed = 0; seed < 500; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int inputs = 1 + random.nextInt(4);
            final Naive naive = new Naive(inputs);
            WatermarkMerge tested = new WatermarkMerge(inputs);
            for (int step = 0; step < 200; step++) {
                final int input = random.nextInt(inputs);
                final int action = random.nextInt(40);
                final long time = step * 5L + random.nextInt(50);
                final long expected = naive.step(input, action, time);
                assertEquals(expected, apply(tested, input, action, time), "seed " + seed + " step " + step);
                tested.save(buffer, 0);
                tested = new WatermarkMerge(inputs);
                tested.load(buffer, 0);
                assertEquals(expected, tested.watermarkNs(), "seed " + seed + " step " + step);
            }
        }
    }

    private static long apply(final WatermarkMerge merge, final int input, final int action, final long time) {
        switch (action) {
            case 0:
                return merge.onEnd(input);
            case 1, 2, 3:
                return merge.onIdle(input);
            case 4, 5, 6:
                return merge.onActive(input);
            default:
                return merge.onWatermark(input, time);
        }
    }

    private static final class Naive {
        private final long[] watermarks;
        private final char[] states;
        private long merged = Long.MIN_VALUE;

        Naive(final int inputs) {
            watermarks = new long[inputs];
            java.util.Arrays.fill(watermarks, Long.MIN_VALUE);
            states = "a".repeat(inputs).toCharArray();
        }

        long step(final int input, final int action, final long time) {
            if (states[input] != 'e') {
                states[input] = action == 0 ? 'e' : action <= 3 ? 'i' : action <= 6 ? 'a' : states[input];
            }
            if (action > 6) {
                watermarks[input] = Math.max(watermarks[input], time);
            }
            long min = Long.MAX_VALUE;
            boolean anyActive = false;
            boolean anyOpen = false;
            for (int i = 0; i < states.length; i++) {
                anyOpen |= states[i] != 'e';
                if (states[i] == 'a') {
                    anyActive = true;
                    min = Math.min(min, watermarks[i]);
                }
            }
            if (anyActive || !anyOpen) {
                merged = Math.max(merged, min);
            }
            return merged;
        }
    }
}
