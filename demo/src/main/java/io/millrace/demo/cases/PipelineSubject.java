package io.millrace.demo.cases;

import io.millrace.engine.Pipeline;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.engine.testkit.TestOutput;
import io.millrace.engine.testkit.TestStep;
import io.millrace.record.DynamicRecord;
import java.util.ArrayList;
import java.util.List;

/** A pipeline in the test kit. Results come from the sinks that {@link Kind#row} knows. */
final class PipelineSubject implements Subject {
    /** Sink of the late events. */
    static final String LATE = "late";

    /** Sink of the late events of the right side of a join. */
    static final String LATE_RIGHT = "late-right";

    private final Kind kind;
    private PipelineTester tester;

    PipelineSubject(final Kind kind) {
        this.kind = kind;
        tester = PipelineTester.of(kind.pipeline());
    }

    @Override
    public Outcome event(final CaseEvent event) {
        return outcome(tester.push(event.source(), Events.TYPE, record -> kind.write(event, record)));
    }

    @Override
    public Outcome watermark(final String source, final long watermarkNs) {
        return outcome(tester.watermark(source, watermarkNs));
    }

    @Override
    public Outcome idle(final String source) {
        return outcome(tester.idle(source));
    }

    @Override
    public Outcome active(final String source) {
        return outcome(tester.active(source));
    }

    @Override
    public Outcome endInput() {
        return outcome(tester.endInput());
    }

    @Override
    public void restore() {
        final byte[] snapshot = tester.snapshot();
        tester.close();
        tester = PipelineTester.restore(kind.pipeline(), snapshot);
    }

    private Outcome outcome(final TestStep step) {
        final List<Row> outputs = new ArrayList<>(kind.rows(tester));
        final List<Row> late = new ArrayList<>();
        for (final TestOutput output : step.outputs()) {
            if (output.sink().startsWith(LATE)) {
                final DynamicRecord event = output.as(Events.TYPE);
                late.add(Row.of("key", kind.keyOf(event.getLong(Events.KEY)), "ts", event.getLong(Events.TIME)));
            } else {
                outputs.add(kind.row(output));
            }
        }
        return new Outcome(outputs, late);
    }

    @Override
    public void close() {
        tester.close();
    }

    /** What one kind of case does with a pipeline. */
    abstract static class Kind {
        private final Named keys = new Named();

        /** A fresh pipeline: the same at every call. */
        abstract Pipeline pipeline();

        /** Writes the value of an event; its key and time are written. */
        abstract void writeValue(CaseEvent event, DynamicRecord record);

        /** An output, as case files write it. */
        abstract Row row(TestOutput output);

        /** Further outputs of a step, which no sink got. */
        List<Row> rows(final PipelineTester at) {
            return List.of();
        }

        final void write(final CaseEvent event, final DynamicRecord record) {
            record.putLong(Events.KEY, keys.numberOf(event.key()));
            record.putLong(Events.TIME, event.timeNs());
            writeValue(event, record);
        }

        final String keyOf(final long number) {
            return keys.textOf(number);
        }
    }
}
