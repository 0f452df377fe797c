package io.millrace.engine.operator;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.record.Flyweight;

/** A join by keys that are numbers. */
@PerInstance
public final class LongJoinOperator extends JoinOperator {
    private final LongKeyFunction<Object> leftKey;
    private final LongKeyFunction<Object> rightKey;

    /**
     * Creates the operator.
     *
     * @param leftKey takes the key of a left event.
     * @param rightKey takes the key of a right event.
     * @param work what it does.
     * @param place where in the stage it works.
     * @param failures what happens when a user function throws.
     * @param out the record that the function writes.
     * @param ports takes what leaves.
     */
    public LongJoinOperator(
            final LongKeyFunction<Object> leftKey,
            final LongKeyFunction<Object> rightKey,
            final JoinWork work,
            final StagePlace place,
            final Failures failures,
            final OutRecord out,
            final JoinPorts ports) {
        super(null, work, place, failures, out, ports);
        this.leftKey = leftKey;
        this.rightKey = rightKey;
    }

    @Override
    void left(final Flyweight event) {
        join.onLeft(leftKey.keyOf(event), step.timeNs, event, clock.judgedNs());
    }

    @Override
    void right(final Flyweight event) {
        join.onRight(rightKey.keyOf(event), step.timeNs, event, clock.judgedNs());
    }
}
