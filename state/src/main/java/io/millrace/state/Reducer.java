package io.millrace.state;

import io.millrace.record.Flyweight;
import java.io.Serializable;

/**
 * Reduces a record into another of its kind. Called on the arena's thread; must depend on its arguments only.
 *
 * @param <T> the interface through which the record is read.
 * @param <F> the flyweight through which it is written.
 */
@FunctionalInterface
public interface Reducer<T, F extends Flyweight> extends Serializable {
    /**
     * Takes a further record in.
     *
     * @param reduced what has been reduced so far, to be changed.
     * @param record the further record.
     */
    void reduce(F reduced, T record);
}
