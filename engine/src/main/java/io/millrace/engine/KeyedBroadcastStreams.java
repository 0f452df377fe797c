package io.millrace.engine;

import io.millrace.engine.function.BroadcastFactory;
import io.millrace.engine.function.BroadcastStates;
import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.graph.BroadcastSide;
import io.millrace.engine.graph.GraphException;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.StateSpec;
import java.util.List;
import java.util.Optional;

/**
 * A keyed stream and a broadcast stream, while a function of both is declared.
 *
 * <p><b>Immutable; not to be used by several threads at a time.</b>
 *
 * @param <T> the event of the keyed stream.
 * @param <R> the event of the broadcast stream.
 */
public final class KeyedBroadcastStreams<T, R> {
    private final KeyedStream<T> keyed;
    private final EventStream<R> broadcast;
    private final List<StateSpec> states;

    KeyedBroadcastStreams(final KeyedStream<T> keyed, final EventStream<R> broadcast, final List<StateSpec> states) {
        this.keyed = keyed;
        this.broadcast = broadcast;
        this.states = states;
    }

    /**
     * Works on the events of both streams with a function that has broadcast state, and state by key.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param factory makes the function when a run starts.
     * @param keyedStates the state by key that it uses.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the stream of the records made.
     * @throws GraphException if two states have the same id, broadcast state is neither a value nor a map, the
     *     pipelines differ, or the name is taken.
     */
    public <O, F extends Flyweight> EventStream<O> process(
            final String name,
            final RecordType<O, F> out,
            final BroadcastFactory<T, R, F> factory,
            final StateSpec... keyedStates) {
        return process(name, out, factory, ProcessSpec.of(keyedStates)).results();
    }

    /**
     * Works on the events of both streams with a function that has broadcast state, and state by key, timers and side
     * outputs.
     *
     * @param name the operator's name.
     * @param out type of the results.
     * @param factory makes the function when a run starts.
     * @param spec the state by key, timers and side outputs that it uses.
     * @param <O> the result, as read behind this.
     * @param <F> the flyweight written.
     * @return the results and the side outputs.
     * @throws GraphException if two states or side outputs have the same id, broadcast state is neither a value nor a
     *     map, the pipelines differ, or the name is taken.
     */
    public <O, F extends Flyweight> ProcessedStream<O> process(
            final String name,
            final RecordType<O, F> out,
            final BroadcastFactory<T, R, F> factory,
            final ProcessSpec spec) {
        if (broadcast.builder != keyed.builder) {
            throw new GraphException(name, "takes its broadcast stream from another pipeline");
        }
        for (final StateSpec state : states) {
            if (!(state instanceof StateSpec.Value || state instanceof StateSpec.MapOf)) {
                throw new GraphException(
                        name, "broadcast state is a value or a map; '" + state.id() + "' is neither: " + state.kind());
            }
        }
        PipelineBuilder.function(name, factory);
        final ProcessFactory<T, F> process = opened -> factory.open((BroadcastStates) opened);
        return keyed.declare(
                name, out, process, spec, Optional.of(new BroadcastSide(broadcast.port, broadcast.type, states)));
    }
}
