package io.millrace.engine;

import io.millrace.engine.function.SideOutput;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.Port;
import io.millrace.record.Flyweight;
import java.util.List;

/**
 * What leaves a process function, while a pipeline is declared.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <O> the record of the results, as read.
 */
public final class ProcessedStream<O> {
    private final PipelineBuilder builder;
    private final String operator;
    private final EventStream<O> results;
    private final List<SideOutput<?, ?>> sides;

    ProcessedStream(
            final PipelineBuilder builder,
            final String operator,
            final EventStream<O> results,
            final List<SideOutput<?, ?>> sides) {
        this.builder = builder;
        this.operator = operator;
        this.results = results;
        this.sides = sides;
    }

    /**
     * The results.
     *
     * @return what the function sent to its collector.
     */
    public EventStream<O> results() {
        return results;
    }

    /**
     * What the function sent to a side output. May be left unused.
     *
     * @param output the output, one of those declared.
     * @param <S> the record, as read.
     * @param <F> the flyweight written.
     * @return the stream.
     * @throws GraphException if the operator does not declare it.
     */
    public <S, F extends Flyweight> EventStream<S> side(final SideOutput<S, F> output) {
        if (!sides.contains(output)) {
            throw new GraphException(operator, "declares no side output '" + output.name() + "'");
        }
        return new EventStream<>(builder, Port.side(operator, output.name()), output.type());
    }
}
