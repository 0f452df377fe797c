package io.millrace.windowing.cell;

import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.TimerQueue;

/**
 * The timers of one kind of all windows, one for each at most, in the order (time, key, registration).
 *
 * <pre>
 * slot
 *   0  wanted          when the timer is due; largest long: not at all
 *   8  registration    of the entry in the queue that counts, plus 1; 0: none
 *  16  entry           when that one is due, at or before the time wanted
 * </pre>
 *
 * A timer that is put off keeps its entry, and registers anew when the old time has come: so a window has one entry
 * that counts, however often its timer is moved. Entries of windows that are gone, or that do not count any more, are
 * passed over when they are due.
 */
final class TriggerTimers {
    static final int SLOT_BYTES = 24;

    private static final int REGISTRATION = 8;
    private static final int ENTRY = 16;

    private final Arena arena;
    private final TimerQueue queue;
    private final LongTable slots;
    private final int slotInPart;

    /** Keeps timers whose slot lies at a place in the part of the cell that {@code parts} finds by serial number. */
    TriggerTimers(final Arena arena, final String id, final LongTable parts, final int slotInPart) {
        this.arena = arena;
        this.slots = parts;
        this.slotInPart = slotInPart;
        queue = new TimerQueue(arena, id, Integer.MAX_VALUE);
    }

    long nextDueNs() {
        return queue.peekDeadlineNs();
    }

    /** When the timer of a part is due. */
    long timeNs(final long part) {
        final long slot = part + slotInPart;
        return arena.getLong(slot + REGISTRATION) == 0 ? Long.MAX_VALUE : arena.getLong(slot);
    }

    /** Sets the timer of a part; the largest long takes it back. */
    void set(final long part, final long serial, final long key, final long timeNs) {
        final long slot = part + slotInPart;
        arena.beforeWrite(slot);
        if (arena.getLong(slot + REGISTRATION) != 0 && timeNs >= arena.getLong(slot + ENTRY)) {
            arena.putLong(slot, timeNs);
        } else if (timeNs != Long.MAX_VALUE) {
            register(slot, serial, key, timeNs);
        }
    }

    private void register(final long slot, final long serial, final long key, final long timeNs) {
        final long registration = queue.add(timeNs, key, serial);
        arena.beforeWrite(slot);
        arena.putLong(slot, timeNs);
        arena.putLong(slot + REGISTRATION, registration + 1);
        arena.putLong(slot + ENTRY, timeNs);
    }

    /** Takes the first timer that is due; returns the entry of its part in the table of parts, or 0 if none is. */
    long poll(final long nowNs) {
        while (queue.poll(nowNs)) {
            final long entry = slots.get(queue.payload());
            if (entry == 0) {
                continue;
            }
            final long slot = arena.getLong(entry) + slotInPart;
            if (arena.getLong(slot + REGISTRATION) != queue.registration() + 1) {
                continue;
            }
            final long wantedNs = arena.getLong(slot);
            arena.beforeWrite(slot);
            arena.putLong(slot + REGISTRATION, 0);
            if (wantedNs == queue.deadlineNs()) {
                return entry;
            }
            if (wantedNs != Long.MAX_VALUE) {
                register(slot, queue.payload(), queue.key(), wantedNs);
            }
        }
        return 0;
    }

    /** When the timer that was polled last was due. */
    long polledNs() {
        return queue.deadlineNs();
    }
}
