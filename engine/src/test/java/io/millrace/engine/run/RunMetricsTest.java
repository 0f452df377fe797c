package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
    @Test
    void shouldBeReadableBeforeAnythingHasHappened() {
        assertEquals(
                "0 events (0 late, 0 skipped, 0 rejected, 0 dropped); watermark none yet; outputs: none;"
                        + " 0 windows open; 0 bytes of state; latency none yet",
                new RunMetrics(List.of()).toString());
    }

    @Test
    void shouldSayEverythingInOneLine() {
        final RunMetrics metrics = new RunMetrics(List.of("bars", "late trades"));
        metrics.eventsCell().set(5_000_000);
        metrics.lateCell().set(12);
        metrics.skippedCell().set(3);
        metrics.rejectedCell().set(4);
        metrics.droppedCell().set(1_000);
        metrics.watermarkCell().set(-1);
        metrics.outputCell("bars").set(80_000);
        metrics.openWindowsCell().set(7);
        metrics.stateBytesCell().set(131_072);
        metrics.latency().record(1_000, 999);
        metrics.latency().record(2_000_000, 1);
        assertEquals(
                "5,000,000 events (12 late, 3 skipped, 4 rejected, 1,000 dropped);"
                        + " watermark 1969-12-31T23:59:59.999999999Z; outputs: bars 80,000, late trades 0;"
                        + " 7 windows open; 131,072 bytes of state;"
                        + " latency p50 1.0 us, p99 1.0 us, p99.9 1.0 us, max 2,000.9 us",
                metrics.toString());
    }

    @Test
    void shouldSayWhenTheWatermarkIsAtTheEnd() {
        final RunMetrics metrics = new RunMetrics(List.of());
        metrics.watermarkCell().set(Long.MAX_VALUE);
        assertTrue(metrics.toString().contains("watermark at the end;"), metrics::toString);
    }
}
