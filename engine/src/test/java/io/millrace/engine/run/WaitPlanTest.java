package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.junit.jupiter.api.Test;

class WaitPlanTest {
    @Test
    void shouldSpinWhenACoreIsLeft() {
        final WaitPlan plan = WaitPlan.of(Waiting.AUTO, 4, 2, 1);
        assertEquals(WaitPlan.Mode.SPIN, plan.stages());
        assertEquals(WaitPlan.Mode.SPIN, plan.sources());
        assertEquals(List.of(), plan.warnings());
    }

    @Test
    void shouldNotSpinWhenNoCoreIsLeft() {
        final WaitPlan plan = WaitPlan.of(Waiting.AUTO, 2, 1, 1);
        assertEquals(WaitPlan.Mode.BACKOFF, plan.stages());
        assertEquals(WaitPlan.Mode.PARK, plan.sources());
        assertEquals(List.of(), plan.warnings());
        assertEquals(WaitPlan.Mode.BACKOFF, WaitPlan.of(Waiting.AUTO, 1, 1, 0).stages());
    }

    @Test
    void shouldSpinAsAskedButWarnWhenNoCoreIsLeft() {
        final WaitPlan plan = WaitPlan.of(Waiting.SPIN, 2, 1, 1);
        assertEquals(WaitPlan.Mode.SPIN, plan.stages());
        assertEquals(1, plan.warnings().size());
        assertTrue(
                plan.warnings().get(0).startsWith("waiting SPIN: 2 threads spin on 2 cores"),
                plan.warnings()::toString);
        assertEquals(List.of(), WaitPlan.of(Waiting.SPIN, 3, 1, 1).warnings());
    }

    @Test
    void shouldBackOffAsAsked() {
        final WaitPlan plan = WaitPlan.of(Waiting.BACKOFF, 64, 1, 1);
        assertEquals(WaitPlan.Mode.BACKOFF, plan.stages());
        assertEquals(WaitPlan.Mode.BACKOFF, plan.sources());
    }

    @Test
    void shouldMakeAStrategyOfItsOwnForEachThread() {
        assertInstanceOf(BusySpinIdleStrategy.class, WaitPlan.Mode.SPIN.newStrategy());
        assertInstanceOf(BackoffIdleStrategy.class, WaitPlan.Mode.BACKOFF.newStrategy());
        assertTrue(WaitPlan.Mode.PARK.newStrategy() != WaitPlan.Mode.PARK.newStrategy());
    }
}
