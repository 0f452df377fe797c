package io.millrace.engine.graph;

import io.millrace.engine.function.FilterFunction;
import io.millrace.engine.function.FlatMapFunction;
import io.millrace.engine.function.MapFunction;
import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.RecordType;
import io.millrace.state.StateSpec;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.WatermarkSpec;
import java.util.List;
import java.util.Optional;

/** A node of a pipeline. Its name is its stable id: state, metrics and errors carry it. */
public sealed interface Node {
    /**
     * The node's name, unique in its pipeline.
     *
     * @return the name.
     */
    String name();

    /**
     * Where its events come from, in order.
     *
     * @return the ports; empty for a source.
     */
    List<Port> inputs();

    /**
     * Type of the records that leave it (of those that enter it, for a sink).
     *
     * @return the type.
     */
    RecordType<?, ?> type();

    /**
     * What it is, in a word.
     *
     * @return the word, for descriptions.
     */
    String kind();

    /**
     * What it does when its user function throws.
     *
     * @return the policy.
     */
    default ErrorPolicy errorPolicy() {
        return ErrorPolicy.STOP;
    }

    /**
     * A source.
     *
     * @param name its name.
     * @param type the events' type; has an event time.
     * @param watermarks how its watermark follows its events.
     * @param factory makes the source that is polled; empty where events are pushed by publishers.
     * @param overload what happens when events come faster than they are processed.
     */
    record SourceNode(
            String name,
            RecordType<?, ?> type,
            WatermarkSpec watermarks,
            Optional<SourceFactory<?>> factory,
            Overload overload)
            implements Node {
        @Override
        public List<Port> inputs() {
            return List.of();
        }

        @Override
        public String kind() {
            return factory.isPresent() ? "source" : "push source";
        }
    }

    /**
     * Lets through what a function accepts.
     *
     * @param name its name.
     * @param input where its events come from.
     * @param type their type.
     * @param function the user's function.
     * @param errorPolicy what happens when it throws.
     */
    record FilterNode(
            String name, Port input, RecordType<?, ?> type, FilterFunction<?> function, ErrorPolicy errorPolicy)
            implements Node {
        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public String kind() {
            return "filter";
        }
    }

    /**
     * Sends what a function accepts to {@link Port#OUT}, the rest to {@link Port#REST}.
     *
     * @param name its name.
     * @param input where its events come from.
     * @param type their type.
     * @param function the user's function.
     * @param errorPolicy what happens when it throws.
     */
    record BranchNode(
            String name, Port input, RecordType<?, ?> type, FilterFunction<?> function, ErrorPolicy errorPolicy)
            implements Node {
        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public String kind() {
            return "branch";
        }
    }

    /**
     * Makes one record of each event.
     *
     * @param name its name.
     * @param input where its events come from.
     * @param type type of the records made.
     * @param function the user's function.
     * @param errorPolicy what happens when it throws.
     */
    record MapNode(String name, Port input, RecordType<?, ?> type, MapFunction<?, ?> function, ErrorPolicy errorPolicy)
            implements Node {
        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public String kind() {
            return "map";
        }
    }

    /**
     * Makes any number of records of each event.
     *
     * @param name its name.
     * @param input where its events come from.
     * @param type type of the records made.
     * @param function the user's function.
     * @param errorPolicy what happens when it throws.
     */
    record FlatMapNode(
            String name, Port input, RecordType<?, ?> type, FlatMapFunction<?, ?> function, ErrorPolicy errorPolicy)
            implements Node {
        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public String kind() {
            return "flatMap";
        }
    }

    /**
     * Puts several streams of one type together; its watermark is the lowest of theirs.
     *
     * @param name its name.
     * @param inputs the streams.
     * @param type their type.
     */
    record UnionNode(String name, List<Port> inputs, RecordType<?, ?> type) implements Node {
        /** Copies the list. */
        public UnionNode {
            inputs = List.copyOf(inputs);
        }

        @Override
        public String kind() {
            return "union";
        }
    }

    /**
     * A boundary behind which a further thread may work, where the layout of a run has threads.
     *
     * @param name its name, the stage's.
     * @param input where its events come from.
     * @param type their type.
     */
    record StageNode(String name, Port input, RecordType<?, ?> type) implements Node {
        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public String kind() {
            return "stage";
        }
    }

    /**
     * An aggregate over tumbling windows by key. Events late for all their windows leave by {@link Port#LATE}.
     *
     * @param name its name.
     * @param input where its events come from.
     * @param inputType their type.
     * @param key how their key is taken.
     * @param windows which windows.
     * @param aggregate what is computed.
     * @param errorPolicy what happens when it throws.
     */
    record WindowNode(
            String name,
            Port input,
            RecordType<?, ?> inputType,
            KeySpec key,
            Windows windows,
            Aggregate<?, ?, ?> aggregate,
            ErrorPolicy errorPolicy)
            implements Node {
        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public RecordType<?, ?> type() {
            return aggregate.outputType();
        }

        @Override
        public String kind() {
            return "window";
        }
    }

    /**
     * A user's function with state by key.
     *
     * @param name its name.
     * @param input where its events come from.
     * @param key how their key is taken.
     * @param states the state it declares.
     * @param type type of the records made.
     * @param factory makes the user's function.
     * @param errorPolicy what happens when it throws.
     */
    record ProcessNode(
            String name,
            Port input,
            KeySpec key,
            List<StateSpec> states,
            RecordType<?, ?> type,
            ProcessFactory<?, ?> factory,
            ErrorPolicy errorPolicy)
            implements Node {
        /** Copies the list. */
        public ProcessNode {
            states = List.copyOf(states);
        }

        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public String kind() {
            return "process";
        }
    }

    /**
     * Where results leave the pipeline.
     *
     * @param name its name.
     * @param input where its events come from.
     * @param type their type.
     * @param factory makes the sink.
     * @param errorPolicy what happens when it throws.
     */
    record SinkNode(String name, Port input, RecordType<?, ?> type, SinkFactory<?> factory, ErrorPolicy errorPolicy)
            implements Node {
        @Override
        public List<Port> inputs() {
            return List.of(input);
        }

        @Override
        public String kind() {
            return "sink";
        }
    }
}
