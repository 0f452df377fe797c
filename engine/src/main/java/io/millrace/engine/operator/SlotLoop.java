package io.millrace.engine.operator;

import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.slot.SlotLayout;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** The loop of a stage over its slots: each is taken to completion before the next. */
@PerInstance
public final class SlotLoop implements SlotHandler {
    private final Step step;
    private final Entry[] entries;
    private final Entry only;
    private final MarkHandler marks;

    /**
     * Creates the loop.
     *
     * @param step the stage's step.
     * @param entries where the slots of each source enter, by the source's number.
     * @param marks takes slots that are not events.
     */
    public SlotLoop(final Step step, final List<Entry> entries, final MarkHandler marks) {
        this.step = step;
        this.entries = entries.toArray(new Entry[0]);
        this.only = entries.size() == 1 ? entries.get(0) : null;
        this.marks = marks;
    }

    @Override
    public void onSlots(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        final Step at = step;
        final Entry one = only;
        int marksSeen = 0;
        long sequence = at.sequence;
        for (int slot = from; slot < to; slot += slotBytes) {
            final long ingressNs = SlotLayout.ingressNs(slots, slot);
            if (ingressNs > at.ingressNs) {
                at.ingressNs = ingressNs;
            }
            if (SlotLayout.kind(slots, slot) != SlotLayout.EVENT) {
                at.source = SlotLayout.source(slots, slot);
                marks.onMark(slots, slot);
                sequence = at.sequence;
                marksSeen++;
            } else if (one != null) {
                at.sequence = ++sequence;
                one.onEvent(slots, slot);
                if (at.ingressNs >= at.processingDueNs) {
                    at.processing.fireDue();
                }
            } else {
                at.sequence = ++sequence;
                at.source = SlotLayout.source(slots, slot);
                entries[at.source].onEvent(slots, slot);
                entries[at.source].took(1);
                if (at.ingressNs >= at.processingDueNs) {
                    at.processing.fireDue();
                }
            }
        }
        final int events = (to - from) / slotBytes - marksSeen;
        at.events += events;
        if (one != null) {
            one.took(events);
        }
    }
}
