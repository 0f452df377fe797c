package io.millrace.windowing.cell;

import io.millrace.state.Arena;
import io.millrace.windowing.ProcessingClock;
import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;

/**
 * Runs a trigger over the windows of an operator. What it keeps of a window is a part of the window's cell, which the
 * owner of the cell has made of zeros.
 *
 * <pre>
 * part
 *   0  timer            by event time
 *  16  processing timer by processing time
 *  32  state            longs of the trigger
 * </pre>
 *
 * <p>Protocol: {@link #moveTo} and {@link #atWindow}, then {@link #onEvent}; or {@link #poll}, and if there was a timer
 * {@link #atWindow} for {@link #polledPart()}, then {@link #onTimer}; the same by processing time. {@link #dropped}
 * before a cell is. <b>Not thread-safe.</b>
 *
 * @param <T> the event.
 */
public final class TriggerRunner<T> implements TriggerContext {
    private static final int TIMER = 0;
    private static final int PROCESSING_TIMER = TIMER + TriggerTimers.SLOT_BYTES;
    private static final int STATE = PROCESSING_TIMER + TriggerTimers.SLOT_BYTES;

    private final Arena arena;
    private final Trigger<? super T> trigger;
    private final ProcessingClock clock;
    private final int stateLongs;
    private final TriggerTimers timers;
    private final TriggerTimers processingTimers;
    private long part;
    private long detail;
    private long key;
    private long startNs;
    private long endNs;
    private long goneNs;
    private long timeNs;
    private long watermarkNs;
    private long firedBefore;
    private boolean inTimer;
    private boolean inProcessingTimer;
    private int rounds;

    /**
     * Creates a runner, with the timers that a restored arena holds under the id.
     *
     * @param arena where the cells live.
     * @param id stable id.
     * @param trigger the trigger.
     * @param clock tells the processing time.
     */
    public TriggerRunner(
            final Arena arena, final String id, final Trigger<? super T> trigger, final ProcessingClock clock) {
        this.arena = arena;
        this.trigger = trigger;
        this.clock = clock;
        stateLongs = trigger.stateLongs();
        timers = new TriggerTimers(arena, id + "/timers", TIMER);
        processingTimers = new TriggerTimers(arena, id + "/processing-timers", PROCESSING_TIMER);
    }

    /**
     * Size of what is kept of a window.
     *
     * @param trigger the trigger.
     * @return bytes, a multiple of 8.
     */
    public static int partBytes(final Trigger<?> trigger) {
        return STATE + trigger.stateLongs() * Long.BYTES;
    }

    /**
     * Moves to a window.
     *
     * @param newPart ref of its part.
     * @param newDetail any number that is handed back with a timer.
     * @param newKey what timers of one time are ordered by.
     */
    public void moveTo(final long newPart, final long newDetail, final long newKey) {
        part = newPart;
        detail = newDetail;
        key = newKey;
    }

    /**
     * Tells the trigger of the window moved to.
     *
     * @param newStartNs first time in it.
     * @param newEndNs first time after it.
     * @param newGoneNs the watermark at which it is dropped: timers from there on are never due.
     * @param newFiredBefore how often it had a result.
     */
    public void atWindow(final long newStartNs, final long newEndNs, final long newGoneNs, final long newFiredBefore) {
        startNs = newStartNs;
        endNs = newEndNs;
        goneNs = newGoneNs;
        firedBefore = newFiredBefore;
    }

    /**
     * Lets the trigger look at an event of the window moved to.
     *
     * @param event the event.
     * @param eventTimeNs its time.
     * @param newWatermarkNs the watermark at its arrival.
     * @return what it says.
     */
    public Decision onEvent(final T event, final long eventTimeNs, final long newWatermarkNs) {
        timeNs = eventTimeNs;
        watermarkNs = newWatermarkNs;
        inTimer = false;
        inProcessingTimer = false;
        return checked(trigger.onEvent(event, this), "onEvent");
    }

    /**
     * The lowest watermark at which {@link #poll} may have a timer.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if none is set.
     */
    public long nextDueNs() {
        return timers.nextDueNs();
    }

    /**
     * The lowest processing time at which {@link #pollProcessing} may have a timer.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} if none is set.
     */
    public long nextProcessingDueNs() {
        return processingTimers.nextDueNs();
    }

    /**
     * Takes the first timer that is due, and moves to its window.
     *
     * @param nowNs the watermark to act on.
     * @return false if none is due.
     */
    public boolean poll(final long nowNs) {
        if (!timers.poll(nowNs)) {
            return false;
        }
        moveTo(timers.polledPart(), timers.polledDetail(), 0);
        timeNs = timers.polledNs();
        rounds = timers.polledRounds();
        watermarkNs = nowNs;
        inTimer = true;
        inProcessingTimer = false;
        return true;
    }

    /**
     * Takes the first timer by processing time that is due, and moves to its window.
     *
     * @param nowNs the processing time.
     * @param newWatermarkNs the watermark.
     * @return false if none is due.
     */
    public boolean pollProcessing(final long nowNs, final long newWatermarkNs) {
        if (!processingTimers.poll(nowNs)) {
            return false;
        }
        moveTo(processingTimers.polledPart(), processingTimers.polledDetail(), 0);
        timeNs = processingTimers.polledNs();
        rounds = processingTimers.polledRounds();
        watermarkNs = newWatermarkNs;
        inTimer = false;
        inProcessingTimer = true;
        return true;
    }

    /**
     * The part of the window of the timer that was polled.
     *
     * @return its ref.
     */
    public long polledPart() {
        return part;
    }

    /**
     * What was given with {@link #moveTo} for the window of the timer that was polled.
     *
     * @return the number.
     */
    public long polledDetail() {
        return detail;
    }

    /**
     * Lets the trigger act on the timer that was polled.
     *
     * @param newKey what timers of one time are ordered by.
     * @return what it says.
     */
    public Decision onTimer(final long newKey) {
        key = newKey;
        return inTimer
                ? checked(trigger.onTimer(this), "onTimer")
                : checked(trigger.onProcessingTimer(this), "onProcessingTimer");
    }

    /**
     * Where the first number of the trigger's state lies.
     *
     * @param ofPart offset of the part of a window.
     * @return the offset in the same terms; 0 if the trigger keeps no state.
     */
    public int stateOffset(final int ofPart) {
        return stateLongs == 0 ? 0 : ofPart + STATE;
    }

    private Decision checked(final Decision decision, final String method) {
        if (decision == null) {
            throw new IllegalStateException(
                    "trigger '" + trigger + "' returned null from " + method + ": it has to say what to do");
        }
        return decision;
    }

    /**
     * Takes back the timers of a window whose cell is about to be dropped.
     *
     * @param droppedPart ref of its part.
     * @param droppedKey what its timers were ordered by.
     */
    public void dropped(final long droppedPart, final long droppedKey) {
        timers.set(droppedPart, 0, droppedKey, Long.MAX_VALUE, 0);
        processingTimers.set(droppedPart, 0, droppedKey, Long.MAX_VALUE, 0);
    }

    /**
     * Makes what is kept of two windows that become one into that of the window moved to: states are merged by the
     * trigger, the earlier timers stay. The other part is as good as {@link #dropped}.
     *
     * @param otherPart ref of the part of the other window.
     * @param otherKey what its timers were ordered by.
     */
    public void merge(final long otherPart, final long otherKey) {
        arena.beforeWrite(part);
        for (int number = 0; number < stateLongs; number++) {
            final int at = STATE + number * Long.BYTES;
            arena.putLong(part + at, trigger.merge(number, arena.getLong(part + at), arena.getLong(otherPart + at)));
        }
        timers.set(part, detail, key, Math.min(timers.timeNs(part), timers.timeNs(otherPart)), 0);
        processingTimers.set(
                part, detail, key, Math.min(processingTimers.timeNs(part), processingTimers.timeNs(otherPart)), 0);
        dropped(otherPart, otherKey);
    }

    @Override
    public long startNs() {
        return startNs;
    }

    @Override
    public long endNs() {
        return endNs;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public long watermarkNs() {
        return watermarkNs;
    }

    @Override
    public long processingTimeNs() {
        return clock.nowNs();
    }

    @Override
    public long firedBefore() {
        return firedBefore;
    }

    @Override
    public long get(final int number) {
        return arena.getLong(stateRef(number));
    }

    @Override
    public void set(final int number, final long value) {
        final long ref = stateRef(number);
        arena.beforeWrite(ref);
        arena.putLong(ref, value);
    }

    private long stateRef(final int number) {
        if (number < 0 || number >= stateLongs) {
            throw new IndexOutOfBoundsException("the trigger has " + stateLongs + " longs of state, not " + number);
        }
        return part + STATE + (long) number * Long.BYTES;
    }

    @Override
    public void setTimer(final long newTimeNs) {
        if (inTimer && newTimeNs <= timeNs) {
            throw new IllegalArgumentException(
                    "a timer that is due at " + timeNs + " is set to " + newTimeNs + " again: it would never end");
        }
        if (!endlessly(inTimer)) {
            final long dueNs = newTimeNs >= goneNs ? Long.MAX_VALUE : newTimeNs;
            final int round = inTimer ? roundOf(dueNs, Math.max(watermarkNs, clock.watermarkNs())) : 0;
            timers.set(part, detail, key, dueNs, round);
        }
    }

    /** Which one a timer is of those that set one another for times that have come; fails if they are too many. */
    private int roundOf(final long newTimeNs, final long nowNs) {
        if (newTimeNs > nowNs) {
            return 0;
        }
        if (rounds >= MAX_ROUNDS) {
            throw new IllegalStateException("the timer of window [" + startNs + ", " + endNs + ") that was due at "
                    + timeNs + " is set to " + newTimeNs + ", and time has risen to " + nowNs + " at once: "
                    + MAX_ROUNDS + " timers have set one another since; set them further apart, or limit how far"
                    + " time may jump");
        }
        return rounds + 1;
    }

    /** At the end of the input a timer that sets itself anew would do so for ever. */
    private boolean endlessly(final boolean inThatTimer) {
        return inThatTimer && clock.hasInputEnded();
    }

    @Override
    public long timerNs() {
        return timers.timeNs(part);
    }

    @Override
    public void clearTimer() {
        timers.set(part, detail, key, Long.MAX_VALUE, 0);
    }

    @Override
    public void setProcessingTimer(final long newTimeNs) {
        if (inProcessingTimer && newTimeNs <= timeNs) {
            throw new IllegalArgumentException(
                    "a timer that is due at " + timeNs + " is set to " + newTimeNs + " again: it would never end");
        }
        if (!endlessly(inProcessingTimer)) {
            final int round = inProcessingTimer ? roundOf(newTimeNs, clock.nowNs()) : 0;
            processingTimers.set(part, detail, key, newTimeNs, round);
        }
    }

    @Override
    public long processingTimerNs() {
        return processingTimers.timeNs(part);
    }

    @Override
    public void clearProcessingTimer() {
        processingTimers.set(part, detail, key, Long.MAX_VALUE, 0);
    }
}
