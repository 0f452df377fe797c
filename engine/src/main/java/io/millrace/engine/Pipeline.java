package io.millrace.engine;

import io.millrace.engine.graph.Graph;
import io.millrace.engine.sink.LateSinkFactory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A pipeline: a name and a graph. Immutable; any number of runs can be made of it. */
public final class Pipeline {
    private final String name;
    private final Graph graph;
    private final LateSinkFactory lateSink;

    Pipeline(final String name, final Graph graph, final LateSinkFactory lateSink) {
        this.name = name;
        this.graph = graph;
        this.lateSink = lateSink;
    }

    /**
     * Begins a pipeline.
     *
     * @param name its name, for descriptions, threads and errors.
     * @return a builder to declare its operators with.
     */
    public static PipelineBuilder builder(final String name) {
        return new PipelineBuilder(Objects.requireNonNull(name, "name"));
    }

    /**
     * The pipeline's name.
     *
     * @return the name.
     */
    public String name() {
        return name;
    }

    /**
     * The operators, as plain data.
     *
     * @return the graph.
     */
    public Graph graph() {
        return graph;
    }

    /**
     * Who is told of late events.
     *
     * @return the factory of the late ledger's sink, if one was declared.
     */
    public Optional<LateSinkFactory> lateSink() {
        return Optional.ofNullable(lateSink);
    }

    /**
     * The pipeline for people: its name, then a line per operator with its inputs and record type.
     *
     * @return the text.
     */
    public String describe() {
        return "pipeline " + name + System.lineSeparator() + graph.describe();
    }

    @Override
    public String toString() {
        return "Pipeline " + name + List.of(graph.nodes().size()) + " operators";
    }
}
