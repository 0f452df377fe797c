package io.millrace.engine;

import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.Overload;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.watermark.WatermarkSpec;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Declares the operators of a pipeline. Begin with a source, end every stream with a sink, then {@link #build}.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class PipelineBuilder {
    private final String name;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private LateSinkFactory lateSink;

    PipelineBuilder(final String name) {
        this.name = name;
    }

    /**
     * Adds a source that is polled, and that waits under back-pressure.
     *
     * @param sourceName its name.
     * @param type the events' type; it must have an event time.
     * @param watermarks how its watermark follows its events.
     * @param factory makes the source when a run starts.
     * @param <T> the event read.
     * @param <F> the flyweight written.
     * @return the stream of its events.
     * @throws GraphException if the name is taken or the type has no event time.
     */
    public <T, F extends Flyweight> EventStream<T> source(
            final String sourceName,
            final RecordType<T, F> type,
            final WatermarkSpec watermarks,
            final SourceFactory<F> factory) {
        return addSource(sourceName, type, watermarks, Optional.of(factory), new Overload.Wait());
    }

    /**
     * Adds a source into which events are pushed by publishers, and that waits under back-pressure.
     *
     * @param sourceName its name.
     * @param type the events' type; it must have an event time.
     * @param watermarks how its watermark follows its events.
     * @param <T> the event read.
     * @param <F> the flyweight written.
     * @return the stream of its events.
     * @throws GraphException if the name is taken, the type has no event time, or the watermarks are to make the source
     *     idle or hold it back: that is for sources that are polled.
     */
    public <T, F extends Flyweight> EventStream<T> pushSource(
            final String sourceName, final RecordType<T, F> type, final WatermarkSpec watermarks) {
        return addSource(sourceName, type, watermarks, Optional.empty(), new Overload.Wait());
    }

    /**
     * Adds a source into which events are pushed by publishers.
     *
     * @param sourceName its name.
     * @param type the events' type; it must have an event time.
     * @param watermarks how its watermark follows its events.
     * @param overload what happens when events come faster than they are processed.
     * @param <T> the event read.
     * @param <F> the flyweight written.
     * @return the stream of its events.
     * @throws GraphException if the name is taken, the type has no event time, or the watermarks are to make the source
     *     idle or hold it back: that is for sources that are polled.
     */
    public <T, F extends Flyweight> EventStream<T> pushSource(
            final String sourceName,
            final RecordType<T, F> type,
            final WatermarkSpec watermarks,
            final Overload overload) {
        return addSource(sourceName, type, watermarks, Optional.empty(), overload);
    }

    /**
     * Declares who is told of every event that at least one window went without.
     *
     * @param factory makes the late sink when a run starts.
     * @return this.
     */
    public PipelineBuilder lateTo(final LateSinkFactory factory) {
        lateSink = factory;
        return this;
    }

    /**
     * Checks and finishes the pipeline.
     *
     * @return the pipeline.
     * @throws GraphException naming the operator with a mistake.
     */
    public Pipeline build() {
        return new Pipeline(name, new Graph(nodes), lateSink);
    }

    private <T, F extends Flyweight> EventStream<T> addSource(
            final String sourceName,
            final RecordType<T, F> type,
            final WatermarkSpec watermarks,
            final Optional<SourceFactory<?>> factory,
            final Overload overload) {
        if (type.eventTimeOffset() < 0) {
            throw new GraphException(
                    sourceName,
                    "record " + type.name()
                            + " has no event time: mark the getter that returns it, in nanoseconds since the"
                            + " epoch, with @EventTime");
        }
        if (watermarks == null) {
            throw new GraphException(
                    sourceName,
                    "has no watermarks, without which no window closes and no join answers: say how they follow its"
                            + " events, such as Watermarks.ascending()");
        }
        if (factory.isEmpty()) {
            checkPushed(sourceName, watermarks);
        }
        return add(new SourceNode(sourceName, type, watermarks, factory, overload));
    }

    /** Idleness and leads are decided where a source is polled; nothing would come of them here. */
    private static void checkPushed(final String sourceName, final WatermarkSpec watermarks) {
        if (watermarks.idleAfterNs() != 0) {
            throw new GraphException(
                    sourceName,
                    "events are pushed into it, so the run cannot tell when it is idle: leave withIdleAfter(..) out and"
                            + " call publisher.idle(), or poll it, by source(..)");
        }
        if (watermarks.maxLeadNs() != Long.MAX_VALUE) {
            throw new GraphException(
                    sourceName,
                    "events are pushed into it, so the run cannot hold it back: leave withMaxLead(..) out and push more"
                            + " slowly, or poll it, by source(..)");
        }
    }

    <T> EventStream<T> add(final Node node) {
        if (node.name().isBlank()) {
            throw new GraphException(node.kind(), "its name is blank");
        }
        if (!names.add(node.name())) {
            throw new GraphException(node.name(), "this name is used twice: names are the ids of state and metrics");
        }
        nodes.add(node);
        return new EventStream<>(this, new Port(node.name(), Port.OUT), node.type());
    }

    /** Checks what the user passed to an operator, naming it. */
    static <V> V required(final String operator, final String what, final V value) {
        if (value == null) {
            throw new GraphException(operator, "its " + what + " is null");
        }
        return value;
    }

    /** Checks a function: there, and serializable, so that another runner could take the graph elsewhere. */
    static <V extends Serializable> V function(final String operator, final V function) {
        required(operator, "function", function);
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(function);
        } catch (final IOException e) {
            throw new GraphException(
                    operator,
                    "its function cannot be serialized (" + e + "): capture only values that are serializable, and"
                            + " open files and the like in a source, a sink or a process factory");
        }
        return function;
    }

    String nextName(final String kind) {
        String candidate;
        do {
            candidate = kind + "-" + counts.merge(kind, 1, Integer::sum);
        } while (names.contains(candidate));
        return candidate;
    }
}
