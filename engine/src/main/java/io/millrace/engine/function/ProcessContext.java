package io.millrace.engine.function;

import io.millrace.record.Flyweight;

/** What a process function is told of the event at hand. Valid during the call it is passed to. */
public interface ProcessContext extends StepContext {
    /**
     * The key, where keys are numbers.
     *
     * @return the key; 0 where keys are records.
     */
    long key();

    /**
     * The key, where keys are records.
     *
     * @return the key, or {@code null} where keys are numbers.
     */
    Flyweight keyRecord();
}
