package io.millrace.bench.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChainTest {
    @Test
    void shouldFindTheSameByHandAndByTheEngine() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 10; round++) {
            final BenchInput input = new BenchInput(
                    random.nextLong(20_000), 1 + random.nextLong(100_000), random.nextLong() | 1, 1_000, 50_000);
            final Answer expected = LoopChain.run(input);
            final String where = input + ", seed " + seed;

            assertEquals(expected.toString(), LoopChain.runWithRecords(input).toString(), where);
            assertEquals(expected.toString(), new EngineChain(input).run().toString(), where);
        }
    }

    @Test
    void shouldLetMostEventsThrough() {
        assertTrue(LoopChain.run(BenchInput.standard(10_000, 1_000)).results() > 8_000);
    }
}
