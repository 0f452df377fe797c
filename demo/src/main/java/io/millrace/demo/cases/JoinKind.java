package io.millrace.demo.cases;

import io.millrace.engine.EventStream;
import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.TestOutput;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Field;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;

/** The joins: both sides come from the same sources. Values are any text, so events carry numbers for them. */
final class JoinKind extends PipelineSubject.Kind {
    static final RecordType<DynamicRecord, DynamicRecord> PAIR = RecordType.of(Layout.builder("Pair")
            .int64("key")
            .int64("left")
            .int64("right")
            .optional()
            .build());

    private static final Field KEY = PAIR.layout().field("key");
    private static final Field LEFT = PAIR.layout().field("left");
    private static final Field RIGHT = PAIR.layout().field("right");
    private static final String NONE = "null";

    private final CaseSources sources;
    private final Join join;
    private final boolean withTime;
    private final Named values = new Named();

    JoinKind(final CaseSources sources, final Join join, final boolean withTime) {
        this.sources = sources;
        this.join = join;
        this.withTime = withTime;
    }

    /** Declares a join, its results to the sink "pairs" and its late left events to {@link PipelineSubject#LATE}. */
    @FunctionalInterface
    interface Join {
        void declare(KeyedStream<DynamicRecord> left, KeyedStream<DynamicRecord> right);
    }

    @Override
    Pipeline pipeline() {
        final PipelineBuilder builder = Pipeline.builder("join");
        final EventStream.Branches<DynamicRecord> sides =
                sources.open(builder).branch("sides", event -> event.getLong(Events.LEFT) != 0);
        join.declare(
                sides.matching().keyBy(event -> event.getLong(Events.KEY)),
                sides.rest().keyBy(event -> event.getLong(Events.KEY)));
        return builder.build();
    }

    static void write(final DynamicRecord left, final DynamicRecord right, final DynamicRecord out) {
        out.putLong(KEY, left.getLong(Events.KEY)).putLong(LEFT, left.getLong(Events.VALUE));
        if (right != null) {
            out.putLong(RIGHT, right.getLong(Events.VALUE));
        }
    }

    @Override
    void writeValue(final CaseEvent event, final DynamicRecord record) {
        record.putLong(Events.VALUE, values.numberOf(event.value()));
        record.putLong(Events.LEFT, event.side().equals("left") ? 1 : 0);
    }

    @Override
    Row row(final TestOutput output) {
        final DynamicRecord pair = output.as(PAIR);
        final String key = keyOf(pair.getLong(KEY));
        final String left = values.textOf(pair.getLong(LEFT));
        final String right = pair.isPresent(RIGHT) ? values.textOf(pair.getLong(RIGHT)) : NONE;
        return withTime
                ? Row.of("key", key, "left", left, "right", right, "ts", output.timeNs())
                : Row.of("key", key, "left", left, "right", right);
    }
}
