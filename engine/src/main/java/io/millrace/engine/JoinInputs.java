package io.millrace.engine;

import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.JoinNode;
import io.millrace.engine.graph.JoinSide;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Port;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.JoinSpec;
import java.io.Serializable;
import java.util.function.Supplier;

/**
 * The two streams of a join, while it is declared.
 *
 * @param builder the builder of the left stream.
 * @param rightBuilder the builder of the right stream.
 * @param left the left stream.
 * @param right the right stream.
 * @param errorPolicy what happens when the join's function throws.
 * @param <L> the left event.
 * @param <R> the right event.
 */
record JoinInputs<L, R>(
        PipelineBuilder builder, PipelineBuilder rightBuilder, JoinSide left, JoinSide right, ErrorPolicy errorPolicy) {

    <O, F extends Flyweight> Joined<O, L, R> declare(
            final String name,
            final Supplier<? extends JoinSpec> spec,
            final long maxBuffered,
            final RecordType<O, F> out,
            final Serializable function) {
        check(name, maxBuffered);
        final EventStream<O> results = builder.add(new JoinNode(
                name,
                left,
                right,
                checkedSpec(name, spec),
                maxBuffered,
                PipelineBuilder.required(name, "record type", out),
                PipelineBuilder.function(name, function),
                errorPolicy));
        return new Joined<>(
                results,
                new EventStream<>(builder, new Port(name, Port.CORRECTIONS), out),
                new EventStream<>(builder, new Port(name, Port.LATE), left.type()),
                new EventStream<>(builder, new Port(name, Port.LATE_RIGHT), right.type()));
    }

    /** What a join was told is checked when it has a name, so that the error can say which join it is. */
    private JoinSpec checkedSpec(final String name, final Supplier<? extends JoinSpec> spec) {
        try {
            return spec.get();
        } catch (final IllegalArgumentException e) {
            throw new GraphException(name, e.getMessage() + streams());
        }
    }

    private String streams() {
        return " (a join of '" + left.input() + "' with '" + right.input() + "')";
    }

    private void check(final String name, final long maxBuffered) {
        if (maxBuffered < 1) {
            throw new GraphException(
                    name,
                    "the most records or entries that it may keep must be 1 or more, not " + maxBuffered + streams());
        }
        if (builder != rightBuilder) {
            throw new GraphException(name, "joins streams of different pipelines");
        }
        final boolean byRecord = left.key() instanceof KeySpec.ByRecord;
        if (byRecord != right.key() instanceof KeySpec.ByRecord) {
            throw new GraphException(name, "joins a stream keyed by a number with one keyed by a record");
        }
        if (byRecord) {
            final RecordType<?, ?> leftKey = ((KeySpec.ByRecord) left.key()).type();
            final RecordType<?, ?> rightKey = ((KeySpec.ByRecord) right.key()).type();
            if (leftKey.layout().fingerprint() != rightKey.layout().fingerprint()) {
                throw new GraphException(
                        name, "joins by keys of different layouts: " + leftKey.name() + " and " + rightKey.name());
            }
        }
    }
}
