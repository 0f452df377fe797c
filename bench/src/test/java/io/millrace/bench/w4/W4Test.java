package io.millrace.bench.w4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class W4Test {
    @Test
    void shouldFindThePublishedAnswerOfAMillionEvents() throws InterruptedException {
        final BenchInput input = BenchInput.standard(1_000_000, 1_000);
        final String known = "results=500000 checksum=f318c69d42341f51";
        assertEquals(known, Quotes.known(input).orElseThrow().toString());
        assertEquals(known, LoopW4.run(input).toString());
        assertEquals(known, TreeMapW4.run(input).toString());
        assertEquals(known, new EngineW4(input, Layout.INLINE).run().toString());
        assertEquals(known, new EngineW4(input, Layout.RINGED).run().toString());
    }

    @Test
    void shouldAgreeOnRandomInput() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            final BenchInput input = new BenchInput(
                    random.nextLong(10_000),
                    1 + random.nextLong(3_000),
                    random.nextLong() | 1,
                    random.nextLong(1L << random.nextInt(1, 30)),
                    random.nextLong(1L << random.nextInt(1, 40)));
            final String where = input + ", seed " + seed;
            final String expected = TreeMapW4.run(input).toString();
            assertEquals(expected, LoopW4.run(input).toString(), where);
            assertEquals(expected, new EngineW4(input, Layout.INLINE).run().toString(), where);
        }
    }
}
