package io.millrace.engine.run;

import io.millrace.engine.recovery.InputLog;
import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.stage.Stage;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps slots in the journal, then has the stage work on them. */
record JournaledStage(InputLog journal, Stage stage) implements SlotHandler {
    @Override
    public void onSlots(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        if (to > from) {
            journal.append(slots, from, to, slotBytes);
            stage.onSlots(slots, from, to, slotBytes);
        }
    }
}
