package io.millrace.bench.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.work.BenchInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceW1Test {
    private static final long MS = 1_000_000;

    @Test
    void shouldSpreadEventsEvenlyOverASlice() {
        final ServicePlan plan = new ServicePlan(300_000, 50 * MS, 2, 1);

        assertEquals(15_000, plan.sliceEvents());
        assertEquals(45_000, plan.events());
        assertEquals(0, plan.dueNs(0));
        assertEquals(3_333, plan.dueNs(1));
        assertEquals(10_000, plan.dueNs(3));
        assertEquals(20_000_000_000L, plan.dueNs(6_000_000));
    }

    @Test
    void shouldCutADurationIntoSlicesOfTwoSeconds() {
        assertEquals(20, ServicePlan.of(1_000_000, 40_000 * MS).slices());
        assertEquals(1, ServicePlan.of(1_000_000, 300 * MS).slices());
        assertEquals(300 * MS, ServicePlan.of(1_000_000, 300 * MS).sliceNs());
        assertThrows(IllegalArgumentException.class, () -> ServicePlan.of(0, MS));
        assertThrows(IllegalArgumentException.class, () -> ServicePlan.of(1, 0));
    }

    @Test
    void shouldMeasureEveryEventAndEveryClosedWindow() throws InterruptedException {
        final ServicePlan plan = new ServicePlan(100_000, 100 * MS, 2, 1);
        final BenchInput input = new BenchInput(plan.events(), 100, BenchInput.SEED, 10_000, 50_000);
        final List<String> progress = new ArrayList<>();

        final ServiceTimes times = ServiceW1.run(plan, input, progress::add);

        assertEquals(20_000, times.event.count());
        assertEquals(20_000, times.eventAlone.count());
        assertEquals(20_000, times.eventLatency.count());
        assertEquals(20_000, times.emptyLatency.count());
        assertEquals(2, times.pairs().size());
        assertEquals(3, progress.size());
        // A window closes every millisecond; one may close on either side of a slice's edge.
        assertEquals(200, times.firstResult.count(), 2);
        assertEquals(times.firstResult.count(), times.lastResult.count());
        assertTrue(times.firstResultLatency.atNs(50) <= times.lastResultLatency.atNs(50));
        assertTrue(times.eventAlone.atNs(99.9) <= times.event.atNs(99.9));
    }
}
