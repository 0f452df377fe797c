package io.millrace.bench.timers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerCostTest {
    @Test
    void shouldFireExactlyTheTimersThatWereRegistered() throws InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (final Delays.Kind kind : Delays.Kind.values()) {
            final BenchInput input = new BenchInput(
                    1 + random.nextLong(30_000),
                    1 + random.nextLong(3_000),
                    random.nextLong() | 1,
                    1 + random.nextLong(2_000),
                    random.nextLong(100_000));
            final Delays delays = Delays.of(kind, 1 + random.nextLong(20_000), input);
            final TimerCost cost = TimerCost.measure(input, delays, 0, 1, text -> {});
            assertEquals(input.events(), cost.answer().results(), () -> kind + ", seed " + seed);
        }
    }

    @Test
    void shouldRefuseAnotherAnswer() throws InterruptedException {
        final BenchInput input = BenchInput.standard(1_000, 10);
        final Answer fixed = EngineTimers.expected(input, Delays.of(Delays.Kind.FIXED, 100, input));
        final Answer longer = EngineTimers.expected(input, Delays.of(Delays.Kind.FIXED, 101, input));
        assertNotEquals(fixed.checksum(), longer.checksum());
        final Tally tally = new Tally();
        tally.fired(1, 10, 0);
        assertThrows(IllegalStateException.class, () -> tally.fired(1, 9, 0));
    }
}
