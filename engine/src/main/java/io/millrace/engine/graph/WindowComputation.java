package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.ElementsFunction;
import java.util.Objects;

/** What is computed of a window. */
public sealed interface WindowComputation {
    /**
     * Type of the results.
     *
     * @return the type.
     */
    RecordType<?, ?> type();

    /**
     * One result per firing, computed as events come.
     *
     * @param aggregate what is computed.
     */
    record Aggregated(Aggregate<?, ?, ?> aggregate) implements WindowComputation {
        /** Checks the parts. */
        public Aggregated {
            Objects.requireNonNull(aggregate, "aggregate");
        }

        @Override
        public RecordType<?, ?> type() {
            return aggregate.outputType();
        }
    }

    /**
     * Any number of results per firing, computed of all events, which are kept until then.
     *
     * @param type type of the results.
     * @param function computes them.
     * @param maxElements events kept in a window, at most.
     */
    record OfElements(RecordType<?, ?> type, ElementsFunction<?, ?> function, int maxElements)
            implements WindowComputation {
        /** Checks the parts. */
        public OfElements {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(function, "function");
        }
    }
}
