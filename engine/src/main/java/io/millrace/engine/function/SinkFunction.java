package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Takes the results of a pipeline.
 *
 * <p>Called on the thread of its stage, one record at a time, in output order. The record is valid until it returns.
 *
 * @param <T> the record.
 */
@FunctionalInterface
public interface SinkFunction<T> extends Serializable {
    /**
     * Takes one result.
     *
     * @param record the result.
     */
    void accept(T record);
}
