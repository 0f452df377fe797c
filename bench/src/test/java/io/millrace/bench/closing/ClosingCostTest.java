package io.millrace.bench.closing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.work.BenchInput;
import org.junit.jupiter.api.Test;

class ClosingCostTest {
    @Test
    void shouldTimeEveryWindowButTheLastsThatTheEndOfInputCloses() throws InterruptedException {
        final BenchInput input = BenchInput.standard(200_000, 1_000);
        final ClosingCost cost = ClosingCost.measure(input, 0, 1, text -> {});
        assertTrue(cost.windows() >= 199 && cost.windows() <= 201, cost.toString());
        assertEquals(632, cost.results(), 15, cost.toString());
        assertTrue(cost.resultNs() > 0 && cost.sinkNs() > 0, cost.toString());
    }
}
