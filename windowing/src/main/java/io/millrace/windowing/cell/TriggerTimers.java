package io.millrace.windowing.cell;

import io.millrace.state.Arena;
import io.millrace.state.TimerQueue;

/**
 * The timers of one kind of all windows, one for each at most, in the order (time, key, registration).
 *
 * <pre>
 * slot
 *   0  time            when the timer is due
 *   8  timer           its handle in the queue; 0: none is set
 * </pre>
 */
final class TriggerTimers {
    static final int SLOT_BYTES = 16;

    private static final int HANDLE = 8;

    private final Arena arena;
    private final TimerQueue queue;
    private final int slotInPart;

    /** Keeps timers whose slot lies at a place in a part of the cell. */
    TriggerTimers(final Arena arena, final String id, final int slotInPart) {
        this.arena = arena;
        this.slotInPart = slotInPart;
        queue = new TimerQueue(arena, id, Integer.MAX_VALUE);
    }

    long nextDueNs() {
        return queue.peekDeadlineNs();
    }

    /** When the timer of a part is due; the largest long if none is set. */
    long timeNs(final long part) {
        final long slot = part + slotInPart;
        return arena.getLong(slot + HANDLE) == TimerQueue.NO_TIMER ? Long.MAX_VALUE : arena.getLong(slot);
    }

    /** Sets the timer of a part; the largest long takes it back. One that is set to the same time stays as it is. */
    void set(final long part, final long detail, final long key, final long timeNs, final int rounds) {
        if (timeNs(part) == timeNs) {
            return;
        }
        final long slot = part + slotInPart;
        final long added =
                timeNs == Long.MAX_VALUE ? TimerQueue.NO_TIMER : queue.add(timeNs, key, part, detail, rounds);
        final long before = arena.getLong(slot + HANDLE);
        arena.beforeWrite(slot);
        arena.putLong(slot, timeNs);
        arena.putLong(slot + HANDLE, added);
        if (before != TimerQueue.NO_TIMER) {
            queue.cancel(before, key);
        }
    }

    /** Takes the first timer that is due; false if none is. */
    boolean poll(final long nowNs) {
        if (!queue.poll(nowNs)) {
            return false;
        }
        final long slot = queue.payload() + slotInPart;
        arena.beforeWrite(slot);
        arena.putLong(slot + HANDLE, TimerQueue.NO_TIMER);
        return true;
    }

    /** The part of the timer that was polled last. */
    long polledPart() {
        return queue.payload();
    }

    /** What was given for it. */
    long polledDetail() {
        return queue.owner();
    }

    /** How many timers set one another up to it within one rise of time. */
    int polledRounds() {
        return queue.chain();
    }

    /** When it was due. */
    long polledNs() {
        return queue.deadlineNs();
    }
}
