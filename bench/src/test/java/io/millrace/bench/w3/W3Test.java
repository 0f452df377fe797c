package io.millrace.bench.w3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class W3Test {
    private static final int ROUNDS = 20;

    private static void assertSame(final Answer expected, final Answer found, final Object input) {
        assertEquals(expected.toString(), found.toString(), () -> "input: " + input);
    }

    private static void assertKnown(final BenchInput input) throws InterruptedException {
        final Answer known = W3.knownAnswer(input).orElseThrow();
        assertSame(known, LoopW3.run(input), input);
        assertSame(known, HashMapW3.run(input), input);
        assertSame(known, new EngineW3(input, Layout.INLINE).run(), input);
        assertSame(known, new EngineW3(input, Layout.RINGED).run(), input);
    }

    @Test
    void shouldFindThePublishedAnswerOfAMillionEvents() throws InterruptedException {
        assertKnown(BenchInput.standard(1_000_000, 1_000));
    }

    /** Some seconds: {@code mvn test -pl bench -am -Dmillrace.slow=true}. */
    @Test
    @EnabledIfSystemProperty(named = "millrace.slow", matches = "true")
    void shouldFindThePublishedAnswerOfManyEvents() throws InterruptedException {
        assertKnown(BenchInput.standard(5_000_000, 1_000));
    }

    @Test
    void shouldAgreeOnRandomInputThatTheLoopHolds() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final BenchInput input = new BenchInput(
                    random.nextLong(20_000),
                    1 + random.nextLong(3_000),
                    random.nextLong() | 1,
                    random.nextLong(1L << random.nextInt(1, 19)),
                    random.nextLong(W3.GAP_NS / 4));
            assertTrue(LoopW3.fits(input));
            final Answer expected = HashMapW3.run(input);
            final String where = input + ", seed " + seed;
            assertSame(expected, LoopW3.run(input), where);
            assertSame(expected, new EngineW3(input, Layout.INLINE).run(), where);
            assertSame(expected, new EngineW3(input, Layout.RINGED).run(), where);
        }
    }

    @Test
    void shouldAgreeOnRandomInputOfAnySpread() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final BenchInput input = new BenchInput(
                    random.nextLong(10_000),
                    1 + random.nextLong(1L << random.nextInt(16)),
                    random.nextLong() | 1,
                    random.nextLong(1L << random.nextInt(1, 30)),
                    random.nextLong(1L << random.nextInt(1, 40)));
            final String where = input + ", seed " + seed;
            assertSame(HashMapW3.run(input), new EngineW3(input, Layout.INLINE).run(), where);
        }
        assertFalse(LoopW3.fits(new BenchInput(10, 10, 1, W3.GAP_NS, 0)));
    }
}
