package io.millrace.bench.w2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.w1.StatsAggregate;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class W2Test {
    private static final int ROUNDS = 12;

    private static void assertSame(final Answer expected, final Answer found, final Object input) {
        assertEquals(expected.toString(), found.toString(), () -> "input: " + input);
    }

    @Test
    void shouldFindThePublishedAnswerOfAMillionEvents() throws InterruptedException {
        final BenchInput input = BenchInput.standard(1_000_000, 1_000);
        final Answer known = W2.A.knownAnswer(input).orElseThrow();

        assertEquals("results=1007817 checksum=8a76df89ea3d61cf", known.toString());
        assertSame(known, EngineW2.recombined(W2.A, input, Layout.INLINE).run(), input);
        assertSame(known, EngineW2.recombined(W2.A, input, Layout.RINGED).run(), input);
        assertSame(known, PaneLoopW2.run(W2.A, input), input);
        assertSame(known, HashMapW2.run(W2.A, input), input);
    }

    /** A minute: {@code mvn test -pl bench -am -Dmillrace.slow=true}. */
    @ParameterizedTest
    @CsvSource({"A, 1000", "A, 1000000", "B, 1000", "C, 1000"})
    @EnabledIfSystemProperty(named = "millrace.slow", matches = "true")
    void shouldFindThePublishedAnswersOfManyEvents(final W2 work, final long keys) throws InterruptedException {
        final BenchInput input = BenchInput.standard(5_000_000, keys);
        final Answer known = work.knownAnswer(input).orElseThrow();

        assertSame(known, EngineW2.recombined(work, input, Layout.INLINE).run(), input);
        assertSame(known, EngineW2.recombined(work, input, Layout.RINGED).run(), input);
    }

    @Test
    void shouldAgreeOnRandomInput() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final W2 work = W2.values()[random.nextInt(3)];
            final long disorderNs = random.nextLong(400_000);
            final BenchInput input = new BenchInput(
                    random.nextLong(work == W2.C ? 1_000 : 10_000),
                    1 + random.nextLong(200),
                    random.nextLong() | 1,
                    random.nextLong(W2.SLIDE_NS - 2 * disorderNs),
                    disorderNs);
            assertTrue(PaneLoopW2.fits(work, input) && HashMapW2.isBearable(work, input));
            final String where = work + " " + input + ", seed " + seed;
            final Answer expected = HashMapW2.run(work, input);
            assertSame(expected, PaneLoopW2.run(work, input), where);
            assertSame(expected, EngineW2.recombined(work, input, Layout.INLINE).run(), where);
            assertSame(
                    EngineW2.recombinedSums(work, input).run(),
                    EngineW2.deducted(work, input, Layout.INLINE).run(),
                    where);
        }
    }

    @Test
    void shouldAgreeOnRandomInputOfAnySpread() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final BenchInput input = new BenchInput(
                    random.nextLong(3_000),
                    1 + random.nextLong(1L << random.nextInt(31)),
                    random.nextLong() | 1,
                    random.nextLong(1L << random.nextInt(1, 30)),
                    random.nextLong(1L << random.nextInt(1, 40)));
            assertSame(
                    HashMapW2.run(W2.A, input),
                    EngineW2.recombined(W2.A, input, Layout.INLINE).run(),
                    input + ", seed " + seed);
        }
    }

    @Test
    void shouldTimeEverySlideWithAFullWindow() {
        final BenchInput input = BenchInput.standard(100_000, 50);
        final SlideTimes times = new SlideTimes(W2.A, input, new StatsAggregate());

        assertEquals(times.run(), times.run());
        assertEquals(2, times.runs());
        assertTrue(times.sorted().length > 70, times.sorted().length + " slides");
        times.forget();
        assertEquals(0, times.sorted().length);
    }
}
