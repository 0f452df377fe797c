package io.millrace.engine.run;

import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.stage.Stage;

/** A stage and what it waits for. <b>Used on the stage's thread.</b> */
final class TickingStage {
    private static final int FED_BY_SOURCES = 0;

    private final Stage stage;
    private final SlotHandler input;
    private final Ticks ticks;
    private final int number;

    TickingStage(final Stage stage, final SlotHandler input, final Ticks ticks, final int number) {
        this.stage = stage;
        this.input = input;
        this.ticks = ticks;
        this.number = number;
    }

    /** There is nothing at hand: lets time pass if it must. Returns whether it did. */
    boolean idle() {
        ticks.waitFor(number, stage.nextProcessingDueNs());
        if (number != FED_BY_SOURCES) {
            return false;
        }
        final long nowNs = ticks.due();
        if (nowNs == Long.MIN_VALUE) {
            return false;
        }
        stage.tick(nowNs, input);
        return true;
    }
}
