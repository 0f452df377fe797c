package io.millrace.engine.operator;

import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.record.Flyweight;

/** A join by keys that are records. */
@PerInstance
public final class RecordJoinOperator extends JoinOperator {
    private final RecordKeyFunction<Object, Object> leftKey;
    private final RecordKeyFunction<Object, Object> rightKey;
    private final OutRecord keyRecord;

    /**
     * Creates the operator.
     *
     * @param leftKey takes the key of a left event.
     * @param rightKey takes the key of a right event, of the same type.
     * @param work what it does.
     * @param place where in the stage it works.
     * @param failures what happens when a user function throws.
     * @param out the record that the function writes.
     * @param ports takes what leaves.
     */
    public RecordJoinOperator(
            final RecordKey leftKey,
            final RecordKey rightKey,
            final JoinWork work,
            final StagePlace place,
            final Failures failures,
            final OutRecord out,
            final JoinPorts ports) {
        super(leftKey.type(), work, place, failures, out, ports);
        this.leftKey = leftKey.function();
        this.rightKey = rightKey.function();
        keyRecord = new OutRecord(leftKey.type());
    }

    @Override
    void left(final Flyweight event) {
        final Flyweight taken = keyRecord.begin(0);
        leftKey.keyOf(event, taken);
        join.onLeft(taken, step.timeNs, event, clock.judgedNs());
    }

    @Override
    void right(final Flyweight event) {
        final Flyweight taken = keyRecord.begin(0);
        rightKey.keyOf(event, taken);
        join.onRight(taken, step.timeNs, event, clock.judgedNs());
    }

    @Override
    public void poison() {
        super.poison();
        keyRecord.poison();
    }
}
