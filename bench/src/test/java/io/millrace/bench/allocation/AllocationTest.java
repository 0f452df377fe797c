package io.millrace.bench.allocation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.run.Layout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every thread of a run is watched while events flow. */
class AllocationTest {
    private static final double LIMIT = 0.01;
    private static final long MS = 1_000_000;

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldAllocateNothingWhileEventsFlow(final Layout layout) throws InterruptedException {
        final Allocation found = Allocation.measure(layout, Allocation.clean(), 1_000 * MS, 700 * MS);

        assertTrue(found.events() > 100_000, found.toString());
        assertTrue(found.bytesPerEvent() < LIMIT, found.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldCatchAPlantedOperatorThatAllocates(final Layout layout) throws InterruptedException {
        final Allocation found = Allocation.measure(layout, Allocation.planted(), 200 * MS, 200 * MS);

        assertTrue(found.bytesPerEvent() >= 8, found.toString());
    }
}
