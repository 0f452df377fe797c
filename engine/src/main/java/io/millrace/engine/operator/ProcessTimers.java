package io.millrace.engine.operator;

import io.millrace.engine.function.Timers;
import io.millrace.state.Arena;
import io.millrace.state.KeyedStates;
import io.millrace.state.TimerQueue;

/** The timers of one process function. <b>Used on the stage's thread only.</b> */
public final class ProcessTimers implements Timers {
    /** A handle's lower half is a number from 1 up; its sign tells the timers of processing time. */
    private static final long PROCESSING_FLAG = 1L << 31;

    private static final long LATEST_NS = Long.MAX_VALUE - 1;

    /** What a timer carries: in the lower bits its place in a chain for the present, above its rounds. */
    private static final int CHAIN_BITS = 10;

    private static final int CHAIN_MASK = (1 << CHAIN_BITS) - 1;
    private static final int DROPPED_AT_END = 0;
    private static final int DROPPED_IN_CHAIN = 8;

    private final Arena arena;
    private final EventClock clock;
    private final Step step;
    private final ProcessMoment moment;
    private final TimerKeys keys;
    private final TimerQueue eventTime;
    private final TimerQueue processingTime;
    private final long root;

    /**
     * Opens the timers of an operator, with what a restored arena holds.
     *
     * @param id stable id of the operator's state.
     * @param place where in the stage the operator works.
     * @param moment what its function is called for.
     * @param keys the keys that have timers.
     * @param maxTimers the most of each kind that may be pending.
     */
    public ProcessTimers(
            final String id,
            final StagePlace place,
            final ProcessMoment moment,
            final TimerKeys keys,
            final int maxTimers) {
        arena = place.arena();
        clock = place.clock();
        step = place.step();
        this.moment = moment;
        this.keys = keys;
        eventTime = new TimerQueue(arena, id + "/event-time", maxTimers);
        processingTime = new TimerQueue(arena, id + "/processing-time", maxTimers);
        root = arena.root(id + "/dropped", "counts", 0, 2 * Long.BYTES);
    }

    @Override
    public long registerEventTime(final long timeNs, final long payload) {
        checkCall();
        if (clock.silentSource() != null && timeNs != Long.MAX_VALUE) {
            throw new IllegalStateException("a timer on event time waits for watermarks, and source '"
                    + clock.silentSource() + "' gives none: say how they follow its events, such as"
                    + " Watermarks.boundedDisorder(..), or use processing time, or Long.MAX_VALUE for the end"
                    + " of input");
        }
        final long judgedNs = clock.judgedNs();
        final long nowNs = moment.isProcessingTime ? judgedNs : Math.max(judgedNs, moment.timeNs);
        final int chain = moment.inTimer && timeNs <= nowNs ? moment.chain + 1 : 0;
        if (isDropped(chain)) {
            return NONE;
        }
        // One for the past is due as soon as the watermark rises at all: so it does not matter in which steps it does.
        final long dueNs = Math.min(Math.max(timeNs, judgedNs + 1), LATEST_NS);
        final long timer = add(eventTime, dueNs, payload, roundOf(dueNs) << CHAIN_BITS | chain);
        clock.dueAt(dueNs);
        return timer;
    }

    @Override
    public long registerProcessingTime(final long timeNs, final long payload) {
        checkCall();
        final int chain = moment.inTimer && timeNs <= step.ingressNs ? moment.chain + 1 : 0;
        if (isDropped(chain)) {
            return NONE;
        }
        final long dueNs = Math.min(timeNs, LATEST_NS);
        final long timer = add(processingTime, dueNs, payload, chain);
        step.processingDueNs = Math.min(step.processingDueNs, dueNs);
        return timer | PROCESSING_FLAG;
    }

    /** Which one it is of the timers that register one another and are all due already; fails if they are too many. */
    private int roundOf(final long dueNs) {
        if (!moment.inTimer || dueNs > clock.watermarkNs()) {
            return 0;
        }
        if (moment.rounds >= MAX_ROUNDS) {
            throw new IllegalStateException("the timer of key " + keys.text() + " that was due at " + moment.timeNs
                    + " registers one for " + dueNs + ", and the watermark has risen to " + clock.watermarkNs()
                    + " at once: " + MAX_ROUNDS + " timers have registered one another since; register them further"
                    + " apart, or limit how far time may jump");
        }
        return moment.rounds + 1;
    }

    private void checkCall() {
        if (!moment.inCall) {
            throw new IllegalStateException("timers are registered and deleted during calls of the function only");
        }
        if (moment.inBroadcast) {
            throw new IllegalStateException("timers belong to a key, and a broadcast event has none");
        }
    }

    private boolean isDropped(final int chain) {
        if (moment.inTimer && clock.isEnding() || clock.judgedNs() == Long.MAX_VALUE) {
            count(DROPPED_AT_END);
            return true;
        }
        if (chain > MAX_CHAIN) {
            count(DROPPED_IN_CHAIN);
            return true;
        }
        return false;
    }

    private void count(final int what) {
        arena.beforeWrite(root);
        arena.putLong(root + what, arena.getLong(root + what) + 1);
    }

    private long add(final TimerQueue queue, final long dueNs, final long payload, final int chain) {
        final long owner = keys.retain();
        boolean complete = false;
        try {
            final long timer = queue.add(dueNs, keys.numberOf(owner), payload, owner, chain);
            complete = true;
            return timer;
        } finally {
            if (!complete) {
                keys.release(owner);
            }
        }
    }

    @Override
    public boolean delete(final long timer) {
        checkCall();
        final long owner = keys.find();
        if (timer == NONE || keys.areRecords() && owner == 0) {
            return false;
        }
        final TimerQueue queue = (timer & PROCESSING_FLAG) == 0 ? eventTime : processingTime;
        if (!queue.cancel(timer & ~PROCESSING_FLAG, keys.numberOf(owner))) {
            return false;
        }
        keys.release(owner);
        return true;
    }

    /**
     * Takes the next timer on event time, if it is due, and moves state to its key.
     *
     * @param nowNs up to when timers are due, inclusive.
     * @param states the operator's state.
     * @return {@code false} if none is due.
     */
    public boolean pollEventTime(final long nowNs, final KeyedStates states) {
        return eventTime.poll(nowNs) && begin(eventTime, false, states);
    }

    /**
     * Takes the next timer on processing time, if it is due, and moves state to its key.
     *
     * @param nowNs up to when timers are due, inclusive.
     * @param states the operator's state.
     * @return {@code false} if none is due.
     */
    public boolean pollProcessingTime(final long nowNs, final KeyedStates states) {
        return processingTime.poll(nowNs) && begin(processingTime, true, states);
    }

    private boolean begin(final TimerQueue queue, final boolean isProcessingTime, final KeyedStates states) {
        moment.timeNs = queue.deadlineNs();
        moment.payload = queue.payload();
        moment.chain = queue.chain() & CHAIN_MASK;
        moment.rounds = queue.chain() >>> CHAIN_BITS;
        moment.isProcessingTime = isProcessingTime;
        keys.moveTo(queue.key(), queue.owner(), states, step.ingressNs);
        keys.release(queue.owner());
        return true;
    }

    /**
     * When the first timer on event time is due.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if there is none.
     */
    public long nextEventTimeNs() {
        return eventTime.peekDeadlineNs();
    }

    /**
     * When the first timer on processing time is due.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} if there is none.
     */
    public long nextProcessingTimeNs() {
        return processingTime.peekDeadlineNs();
    }

    /**
     * Number of timers that are pending.
     *
     * @return the count.
     */
    public long pending() {
        return (long) eventTime.size() + processingTime.size();
    }

    /**
     * Number of timers that were dropped because timers registered them at the end of input, or in a circle.
     *
     * @return the count.
     */
    public long dropped() {
        return arena.getLong(root + DROPPED_AT_END) + arena.getLong(root + DROPPED_IN_CHAIN);
    }
}
