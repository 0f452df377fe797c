package io.millrace.engine.stage;

import io.millrace.engine.operator.EventClock;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Step;
import io.millrace.record.RecordType;

/** Makes the operators by which events leave a stage for the next one. */
@FunctionalInterface
public interface Boundaries {
    /**
     * Makes the operator at one boundary.
     *
     * @param name the boundary's name.
     * @param type type of the records that pass it.
     * @param step the step of the stage that they leave.
     * @param clock the clock of that stage at the boundary.
     * @return the operator.
     */
    Operator open(String name, RecordType<?, ?> type, Step step, EventClock clock);

    /**
     * For a stage that none leaves.
     *
     * @return boundaries that must not be asked for.
     */
    static Boundaries none() {
        return (name, type, step, clock) -> {
            throw new IllegalStateException("stage boundary '" + name + "' in a layout of one stage");
        };
    }
}
