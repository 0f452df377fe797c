package io.millrace.engine.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * The clocks of a stage and the operators that act on them, in graph order: within a step an operator upstream acts,
 * and hands its results on, before one downstream does.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class Timeline {
    private final List<EventClock> clocks = new ArrayList<>();
    private final List<EventClock> operatorClocks = new ArrayList<>();
    private final List<TimedOperator> operators = new ArrayList<>();
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
        return clock;
    }

    /**
     * Adds an operator, in graph order.
     *
     * @param operator the operator.
     * @param clock    the clock that it acts on.
     */
    public void add(final TimedOperator operator, final EventClock clock) {
        operators.add(operator);
        operatorClocks.add(clock);
        order = operators.toArray(new TimedOperator[0]);
        orderClocks = operatorClocks.toArray(new EventClock[0]);
    }

    /** Sets each clock to the earliest of what its operators wait for. */
    public void refreshDue() {
        for (final EventClock clock : clocks) {
            clock.nextDueNs(Long.MAX_VALUE);
        }
        for (int i = 0; i < order.length; i++) {
            orderClocks[i].dueAt(order[i].nextDueNs());
        }
    }

    /** Lets every operator that is due act, in graph order. */
    public void fireDue() {
        if (firing) {
            throw new IllegalStateException("a watermark rose while one was being acted on");
        }
        firing = true;
        try {
            for (int i = 0; i < order.length; i++) {
                final long watermarkNs = orderClocks[i].watermarkNs();
                if (watermarkNs >= order[i].nextDueNs()) {
                    order[i].onWatermark(watermarkNs);
                }
            }
        } finally {
            firing = false;
        }
        for (int i = 0; i < clocks.size(); i++) {
            clocks.get(i).nextDueNs(Long.MAX_VALUE);
        }
        for (int i = 0; i < order.length; i++) {
            orderClocks[i].dueAt(order[i].nextDueNs());
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
     * @param index       which clock.
     * @param watermarkNs its watermark, in nanoseconds since the epoch.
     */
    public void restore(final int index, final long watermarkNs) {
        clocks.get(index).restore(watermarkNs);
    }
}
