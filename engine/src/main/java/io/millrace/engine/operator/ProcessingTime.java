package io.millrace.engine.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * The operators of a step that act on processing time: by the time they are due, then in graph order. They act after
 * the event, or behind a stage boundary the record, that made time pass.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class ProcessingTime {
    private final Step step;
    private final List<TimedOperator> operators = new ArrayList<>();

    /**
     * Creates the processing time of a step, without operators.
     *
     * @param step the step, which knows the time.
     */
    public ProcessingTime(final Step step) {
        this.step = step;
    }

    /**
     * Adds an operator, in graph order.
     *
     * @param operator the operator.
     */
    public void add(final TimedOperator operator) {
        operators.add(operator);
    }

    /** Looks anew when something is due. */
    public void refreshDue() {
        long dueNs = Long.MAX_VALUE;
        for (int i = 0; i < operators.size(); i++) {
            dueNs = Math.min(dueNs, operators.get(i).nextProcessingDueNs());
        }
        step.processingDueNs = dueNs;
    }

    /** Lets every operator act that is due at the step's processing time. */
    public void fireDue() {
        fireUpTo(step.ingressNs);
    }

    /** The input has ended: everything that waits acts once. */
    public void fireAll() {
        fireUpTo(Long.MAX_VALUE);
        for (int i = 0; i < operators.size(); i++) {
            if (operators.get(i).waitsForEnd()) {
                operators.get(i).onProcessingTime(Long.MAX_VALUE);
                fireUpTo(Long.MAX_VALUE);
            }
        }
    }

    private void fireUpTo(final long nowNs) {
        for (TimedOperator next = earliest(nowNs); next != null; next = earliest(nowNs)) {
            next.onProcessingTime(next.nextProcessingDueNs());
        }
        refreshDue();
    }

    private TimedOperator earliest(final long nowNs) {
        TimedOperator earliest = null;
        long earliestNs = Long.MAX_VALUE;
        for (int i = 0; i < operators.size(); i++) {
            final long dueNs = operators.get(i).nextProcessingDueNs();
            if (dueNs <= nowNs && dueNs < earliestNs) {
                earliest = operators.get(i);
                earliestNs = dueNs;
            }
        }
        return earliest;
    }
}
