package io.millrace.engine.testkit;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;

/**
 * A result that reached a sink.
 *
 * @param sink the sink's name.
 * @param sequence the output sequence.
 * @param timeNs event time, in nanoseconds since the epoch.
 * @param record a copy of the record, the test's to keep.
 */
public record TestOutput(String sink, long sequence, long timeNs, Flyweight record) {
    /**
     * The record through its own flyweight.
     *
     * @param type its type.
     * @param <F> the flyweight.
     * @return the copy, as that type.
     * @throws IllegalArgumentException if the record is of another type.
     */
    public <F extends Flyweight> F as(final RecordType<?, F> type) {
        return Copies.as(record, type);
    }

    @Override
    public String toString() {
        return sink + "[" + sequence + "] " + record;
    }
}
