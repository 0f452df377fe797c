package io.millrace.bench.w1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.disruptor.DisruptorW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class W1Test {
    private static final int ROUNDS = 20;

    private static void assertSame(final Answer expected, final Answer found, final Object input) {
        assertEquals(expected.toString(), found.toString(), () -> "input: " + input);
    }

    @Test
    void shouldFindThePublishedAnswerOfAMillionEvents() throws InterruptedException {
        final BenchInput input = BenchInput.standard(1_000_000, 1_000);
        final Answer known = KnownAnswers.of(input).orElseThrow();

        assertEquals("results=631737 checksum=92dd54d9b3e64129", known.toString());
        assertSame(known, LimitW1.run(input), input);
        assertSame(known, HashMapW1.run(input), input);
        assertSame(known, DisruptorW1.run(input), input);
        assertSame(known, new EngineW1(input, Layout.INLINE).run(), input);
        assertSame(known, new EngineW1(input, Layout.RINGED).run(), input);
    }

    /** Half a minute: {@code mvn test -pl bench -am -Dmillrace.slow=true}. */
    @ParameterizedTest
    @CsvSource({"5000000, 1000", "20000000, 1000", "5000000, 1000000"})
    @EnabledIfSystemProperty(named = "millrace.slow", matches = "true")
    void shouldFindThePublishedAnswersOfManyEvents(final long events, final long keys) throws InterruptedException {
        final BenchInput input = BenchInput.standard(events, keys);
        final Answer known = KnownAnswers.of(input).orElseThrow();

        assertSame(known, LimitW1.run(input), input);
        assertSame(known, HashMapW1.run(input), input);
        assertSame(known, new EngineW1(input, Layout.INLINE).run(), input);
        assertSame(known, new EngineW1(input, Layout.RINGED).run(), input);
    }

    @Test
    void shouldAgreeOnRandomInputThatTheLimitLoopHolds() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final long disorderNs = random.nextLong(400_000);
            final BenchInput input = new BenchInput(
                    random.nextLong(20_000),
                    1 + random.nextLong(3_000),
                    random.nextLong() | 1,
                    random.nextLong(BenchInput.WINDOW_NS - 2 * disorderNs),
                    disorderNs);
            assertTrue(LimitW1.fits(input));
            final Answer expected = HashMapW1.run(input);
            final String where = input + ", seed " + seed;
            assertSame(expected, LimitW1.run(input), where);
            assertSame(expected, DisruptorW1.run(input), where);
            assertSame(expected, new EngineW1(input, Layout.INLINE).run(), where);
            assertSame(expected, new EngineW1(input, Layout.RINGED).run(), where);
        }
    }

    @Test
    void shouldAgreeOnRandomInputOfAnySpread() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final BenchInput input = new BenchInput(
                    random.nextLong(10_000),
                    1 + random.nextLong(1L << random.nextInt(31)),
                    random.nextLong() | 1,
                    random.nextLong(1L << random.nextInt(1, 30)),
                    random.nextLong(1L << random.nextInt(1, 40)));
            final String where = input + ", seed " + seed;
            assertSame(HashMapW1.run(input), new EngineW1(input, Layout.INLINE).run(), where);
        }
    }

    @Test
    void shouldRunAPipelineTwiceWithTheSameAnswer() throws InterruptedException {
        final BenchInput input = BenchInput.standard(50_000, 100);
        final EngineW1 engine = new EngineW1(input, Layout.INLINE);

        assertSame(engine.run(), engine.run(), input);
    }

    @Test
    void shouldRefuseInputThatTheLimitLoopWouldGetWrong() {
        final BenchInput sparse = new BenchInput(10, 10, 1, 3 * BenchInput.WINDOW_NS, 0);
        final BenchInput manyKeys = BenchInput.standard(10, 100_000_000);

        assertFalse(LimitW1.fits(sparse));
        assertFalse(LimitW1.fits(manyKeys));
        assertThrows(IllegalArgumentException.class, () -> LimitW1.run(sparse));
    }

    @Test
    void shouldRefuseInputOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new BenchInput(1, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BenchInput(1, 0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BenchInput(-1, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BenchInput(1_000, 1, 1, Long.MAX_VALUE / 1_000, 1));
        assertThrows(IllegalArgumentException.class, () -> new BenchInput(1, 1, 1, 1, Long.MAX_VALUE));
    }
}
