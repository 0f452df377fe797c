package io.millrace.engine.graph;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.record.RecordType;
import java.util.Objects;

/** How the key of an event is taken. */
public sealed interface KeySpec {
    /**
     * A number.
     *
     * @param function takes the key.
     */
    record ByLong(LongKeyFunction<?> function) implements KeySpec {
        /** Checks the parts. */
        public ByLong {
            Objects.requireNonNull(function, "function");
        }
    }

    /**
     * A record of one or more fields.
     *
     * @param type the key's type.
     * @param function writes the key.
     */
    record ByRecord(RecordType<?, ?> type, RecordKeyFunction<?, ?> function) implements KeySpec {
        /** Checks the parts. */
        public ByRecord {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(function, "function");
        }
    }
}
