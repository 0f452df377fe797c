package io.millrace.engine.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * The clocks of a stage and the operators that act on them: by the time they are due, then in graph order. An operator
 * upstream acts, and hands its results on, before one downstream that is due at the same time.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class Timeline {
    private final List<EventClock> clocks = new ArrayList<>();
    private final List<EventClock> operatorClocks = new ArrayList<>();
    private final List<TimedOperator> operators = new ArrayList<>();
    private EventClock[] clockOrder = {};
    private TimedOperator[] order = {};
    private EventClock[] orderClocks = {};
    private boolean firing;

    /** Creates a timeline without clocks. */
    public Timeline() {}

    /**
     * Adds a clock.
     *
     * @return the clock, at the lowest watermark.
     */
    public EventClock newClock() {
        final EventClock clock = new EventClock(this);
        clocks.add(clock);
        clockOrder = clocks.toArray(new EventClock[0]);
        return clock;
    }

    /**
     * Adds an operator, in graph order.
     *
     * @param operator the operator.
     * @param clock the clock that it acts on.
     */
    public void add(final TimedOperator operator, final EventClock clock) {
        operators.add(operator);
        operatorClocks.add(clock);
        order = operators.toArray(new TimedOperator[0]);
        orderClocks = operatorClocks.toArray(new EventClock[0]);
    }

    /**
     * Counts what waits for time to pass. Takes time in proportion: for reports.
     *
     * @return the number of open windows.
     */
    public long countOpen() {
        long open = 0;
        for (final TimedOperator operator : order) {
            open += operator.countOpen();
        }
        return open;
    }

    /**
     * Counts the pending timers.
     *
     * @return the count.
     */
    public long countTimers() {
        long count = 0;
        for (final TimedOperator operator : order) {
            count += operator.countTimers();
        }
        return count;
    }

    /**
     * Counts the timers that were dropped.
     *
     * @return the count, over the life of the stage's state.
     */
    public long droppedTimers() {
        long count = 0;
        for (final TimedOperator operator : order) {
            count += operator.droppedTimers();
        }
        return count;
    }

    /**
     * Counts the windows that were dropped with something that was in no result.
     *
     * @return the number of (key, window) pairs, over the life of the stage's state.
     */
    public long unfired() {
        long count = 0;
        for (final TimedOperator operator : order) {
            count += operator.unfired();
        }
        return count;
    }

    /** Sets each clock to the earliest of what its operators wait for. */
    public void refreshDue() {
        for (final EventClock clock : clockOrder) {
            clock.nextDueNs(Long.MAX_VALUE);
        }
        for (int i = 0; i < order.length; i++) {
            orderClocks[i].dueAt(order[i].nextDueNs());
        }
    }

    /**
     * Lets every operator that is due act, by the time it is due, then in graph order. However far a watermark rises at
     * once, the outcome is the same as if it had risen step by step: what is emitted at a due time is judged by the
     * watermark just below.
     */
    public void fireDue() {
        if (firing) {
            throw new IllegalStateException("a watermark rose while one was being acted on");
        }
        firing = true;
        try {
            fireAllDue();
            for (int i = 0; i < order.length; i++) {
                if (orderClocks[i].watermarkNs() == Long.MAX_VALUE && order[i].waitsForEnd()) {
                    fire(order[i], Long.MAX_VALUE);
                    fireAllDue();
                }
            }
        } finally {
            firing = false;
        }
        refreshDue();
    }

    private void fireAllDue() {
        if (order.length == 1) {
            fireOnly(order[0], orderClocks[0]);
            return;
        }
        for (int i = earliestDue(); i >= 0; i = earliestDue()) {
            fire(order[i], order[i].nextDueNs());
        }
    }

    /** In many a pipeline there is only one that waits for time: nobody else needs to be asked. */
    private void fireOnly(final TimedOperator operator, final EventClock clock) {
        long dueNs = operator.nextDueNs();
        while (dueNs <= clock.watermarkNs() && dueNs != Long.MAX_VALUE) {
            fire(operator, dueNs);
            dueNs = operator.nextDueNs();
        }
    }

    private void fire(final TimedOperator operator, final long dueNs) {
        for (final EventClock clock : clockOrder) {
            clock.judgeBelow(dueNs);
        }
        operator.onWatermark(dueNs);
    }

    /** The operator that acts next: the first one in graph order of those due earliest, or -1. */
    private int earliestDue() {
        int earliest = -1;
        long earliestNs = Long.MAX_VALUE;
        for (int i = 0; i < order.length; i++) {
            final long dueNs = order[i].nextDueNs();
            if (dueNs < earliestNs && dueNs <= orderClocks[i].watermarkNs()) {
                earliest = i;
                earliestNs = dueNs;
            }
        }
        return earliest;
    }

    /** Says that what comes from now on comes of the end of input, before the watermark says so. */
    public void onEnding() {
        for (int i = 0; i < clocks.size(); i++) {
            clocks.get(i).end();
        }
    }

    /**
     * Number of clocks.
     *
     * @return the count.
     */
    public int clockCount() {
        return clocks.size();
    }

    /**
     * One of the clocks.
     *
     * @param index 0 to {@link #clockCount()} - 1, in the order they were added.
     * @return the clock.
     */
    public EventClock clock(final int index) {
        return clocks.get(index);
    }

    /**
     * Restores a clock's watermark. Nothing fires: that waits for the next event or mark.
     *
     * @param index which clock.
     * @param watermarkNs its watermark, in nanoseconds since the epoch.
     */
    public void restore(final int index, final long watermarkNs) {
        clocks.get(index).restore(watermarkNs);
    }
}
