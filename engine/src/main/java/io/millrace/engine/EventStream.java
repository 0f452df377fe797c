package io.millrace.engine;

import io.millrace.engine.function.FilterFunction;
import io.millrace.engine.function.FlatMapFunction;
import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.function.MapFunction;
import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.engine.function.SinkFunction;
import io.millrace.engine.graph.BranchNode;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.FilterNode;
import io.millrace.engine.graph.FlatMapNode;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.MapNode;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.graph.StageNode;
import io.millrace.engine.graph.UnionNode;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.join.BroadcastSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream of events of one type, while a pipeline is declared. Every method that returns a stream declares an
 * operator; a stream may be used several times, and then each use gets every event.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the interface through which the events are read.
 */
public final class EventStream<T> {
    final PipelineBuilder builder;
    final Port port;
    final RecordType<?, ?> type;
    private final ErrorPolicy errorPolicy;

    EventStream(final PipelineBuilder builder, final Port port, final RecordType<?, ?> type) {
        this(builder, port, type, ErrorPolicy.STOP);
    }

    EventStream(
            final PipelineBuilder builder,
            final Port port,
            final RecordType<?, ?> type,
            final ErrorPolicy errorPolicy) {
        this.builder = builder;
        this.port = port;
        this.type = type;
        this.errorPolicy = errorPolicy;
    }

    /**
     * Sets what the operators declared on the returned stream do when their function throws; those behind them are back
     * to {@link ErrorPolicy#STOP}.
     *
     * @param policy the policy.
     * @return the same stream, with that policy.
     */
    public EventStream<T> onError(final ErrorPolicy policy) {
        return new EventStream<>(builder, port, type, policy);
    }

    /**
     * Lets through what a function accepts.
     *
     * @param function the function.
     * @return the stream of what it accepts.
     */
    public EventStream<T> filter(final FilterFunction<? super T> function) {
        return filter(builder.nextName("filter"), function);
    }

    /**
     * Lets through what a function accepts.
     *
     * @param name the operator's name.
     * @param function the function.
     * @return the stream of what it accepts.
     */
    public EventStream<T> filter(final String name, final FilterFunction<? super T> function) {
        return builder.add(new FilterNode(name, port, type, PipelineBuilder.function(name, function), errorPolicy));
    }

    /**
     * Makes one record of each event.
     *
     * @param out type of the records made.
     * @param function writes them.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the stream of the records made.
     */
    public <O, F extends Flyweight> EventStream<O> map(
            final RecordType<O, F> out, final MapFunction<? super T, ? super F> function) {
        return map(builder.nextName("map"), out, function);
    }

    /**
     * Makes one record of each event.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param function writes them.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the stream of the records made.
     */
    public <O, F extends Flyweight> EventStream<O> map(
            final String name, final RecordType<O, F> out, final MapFunction<? super T, ? super F> function) {
        return builder.add(new MapNode(name, port, out, PipelineBuilder.function(name, function), errorPolicy));
    }

    /**
     * Makes any number of records of each event.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param function writes them.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the stream of the records made.
     */
    public <O, F extends Flyweight> EventStream<O> flatMap(
            final String name, final RecordType<O, F> out, final FlatMapFunction<? super T, F> function) {
        return builder.add(new FlatMapNode(name, port, out, PipelineBuilder.function(name, function), errorPolicy));
    }

    /**
     * Parts the stream in two.
     *
     * @param name the operator's name.
     * @param function what it accepts goes one way, the rest the other.
     * @return both streams.
     */
    public Branches<T> branch(final String name, final FilterFunction<? super T> function) {
        final EventStream<T> matching =
                builder.add(new BranchNode(name, port, type, PipelineBuilder.function(name, function), errorPolicy));
        return new Branches<>(matching, new EventStream<>(builder, new Port(name, Port.REST), type));
    }

    /**
     * The two ways out of a branch.
     *
     * @param matching what the function accepted.
     * @param rest what it did not.
     * @param <T> the event.
     */
    public record Branches<T>(EventStream<T> matching, EventStream<T> rest) {}

    /**
     * Puts this stream and others of the same type together. The watermark behind it is the lowest of theirs.
     *
     * @param name the operator's name.
     * @param others the other streams.
     * @return the stream of all events.
     * @throws GraphException if the types or the pipelines differ.
     */
    public EventStream<T> union(final String name, final List<EventStream<T>> others) {
        final List<Port> ports = new ArrayList<>();
        ports.add(port);
        for (final EventStream<T> other : others) {
            if (other.builder != builder) {
                throw new GraphException(name, "joins streams of different pipelines");
            }
            if (other.type.layout().fingerprint() != type.layout().fingerprint()) {
                throw new GraphException(
                        name, "joins records of different layouts: " + type.name() + " and " + other.type.name());
            }
            ports.add(other.port);
        }
        return builder.add(new UnionNode(name, ports, type));
    }

    /**
     * Puts a boundary here: behind it a further thread may work, where a run's layout has threads. Results do not
     * depend on it.
     *
     * @param name the stage's name.
     * @return the same stream, behind the boundary.
     */
    public EventStream<T> stage(final String name) {
        return builder.add(new StageNode(name, port, type));
    }

    /**
     * Puts every event of this stream together with every entry of a table that another stream makes, such as rules. A
     * change of the table counts for the events that come after it.
     *
     * @param table the stream of entries: each one is the entry of its key from then on.
     * @param <R> an entry.
     * @return the join, to be told what exactly is wanted.
     */
    public <R> BroadcastStreams<T, R> broadcastJoin(final KeyedStream<R> table) {
        return new BroadcastStreams<>(
                table.broadcastTo(builder, port, type, errorPolicy), new BroadcastSpec(null), Long.MAX_VALUE);
    }

    /**
     * Groups the events by a number.
     *
     * @param function takes the key.
     * @return the stream, keyed.
     */
    public KeyedStream<T> keyBy(final LongKeyFunction<? super T> function) {
        return new KeyedStream<>(
                builder,
                port,
                type,
                new KeySpec.ByLong(PipelineBuilder.function("keyBy behind " + port, function)),
                errorPolicy);
    }

    /**
     * Groups the events by a record of one or more fields.
     *
     * @param keyType type of the key.
     * @param function writes the key.
     * @param <K> the key, as read.
     * @param <F> the flyweight written.
     * @return the stream, keyed.
     */
    public <K, F extends Flyweight> KeyedStream<T> keyBy(
            final RecordType<K, F> keyType, final RecordKeyFunction<? super T, ? super F> function) {
        return new KeyedStream<>(
                builder,
                port,
                type,
                new KeySpec.ByRecord(keyType, PipelineBuilder.function("keyBy behind " + port, function)),
                errorPolicy);
    }

    /**
     * Puts the events into windows over all keys.
     *
     * @param assigner which windows.
     * @return the stream, in windows; the key of each is 0.
     */
    public WindowedStream<T> windowAll(final WindowAssigner assigner) {
        return keyBy(event -> 0).window(assigner);
    }

    /**
     * Ends the stream in a sink.
     *
     * @param name the sink's name.
     * @param factory makes the sink when a run starts.
     */
    public void sink(final String name, final SinkFactory<? super T> factory) {
        builder.add(new SinkNode(name, port, type, factory, errorPolicy));
    }

    /**
     * Ends the stream in a function. It is shared by all runs of the pipeline.
     *
     * @param name the sink's name.
     * @param function takes each result.
     */
    public void forEach(final String name, final SinkFunction<? super T> function) {
        final SinkFactory<T> factory = context -> {
            final Sink<T> sink = function::accept;
            return sink;
        };
        builder.add(new SinkNode(name, port, type, factory, errorPolicy));
    }
}
