package io.millrace.engine.function;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.Serializable;
import java.util.Objects;

/**
 * A further output of a process function, with a type of its own. Immutable.
 *
 * @param name its name, unique in its operator.
 * @param type type of the records made.
 * @param <O> the record, as read behind this.
 * @param <F> the flyweight written.
 */
public record SideOutput<O, F extends Flyweight>(String name, RecordType<O, F> type) implements Serializable {
    /** Checks the parts. */
    public SideOutput {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a side output is blank");
        }
    }
}
