package io.millrace.windowing.pane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class PaneWindowsAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void shouldNotAllocateOnTheSteadyPath() {
        try (W1Windows w1 = new W1Windows(1_000)) {
            w1.run(300_000);
            long least = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 5; attempt++) {
                final long before =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                w1.run(300_000);
                least = Math.min(
                        least,
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
            }
            assertTrue(least < 1_000, least + " bytes for 300,000 events");
        }
    }

    @Test
    void shouldHaveTheKnownAnswersOfW1() {
        try (W1Windows w1 = new W1Windows(1_000)) {
            w1.run(1_000_000);
            assertEquals("631737 92dd54d9b3e64129", w1.finish());
        }
    }
}
