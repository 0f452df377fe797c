package io.millrace.windowing.pane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.windowing.Windows;
import io.millrace.windowing.check.Allocation;
import io.millrace.windowing.check.PublishedWork;
import org.junit.jupiter.api.Test;

class PaneWindowsAllocationTest {
    private static PublishedWork w1() {
        return new PublishedWork(
                1_000,
                (arena, aggregate, results, missed) ->
                        new PaneWindows<>(arena, "w1", Windows.tumbling(1_000_000), aggregate, results, missed));
    }

    @Test
    void shouldNotAllocateOnTheSteadyPath() {
        try (PublishedWork w1 = w1()) {
            w1.run(300_000);
            final long least = Allocation.leastBytes(() -> w1.run(300_000));
            assertTrue(least < 1_000, least + " bytes for 300,000 events");
        }
    }

    @Test
    void shouldHaveTheKnownAnswersOfW1() {
        try (PublishedWork w1 = w1()) {
            w1.run(1_000_000);
            assertEquals("631737 92dd54d9b3e64129", w1.finish());
        }
    }
}
