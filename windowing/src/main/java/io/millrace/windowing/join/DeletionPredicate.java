package io.millrace.windowing.join;

import java.io.Serializable;

/**
 * Says which records of reference data take an entry away. It must be a function of the record alone.
 *
 * @param <R> the record.
 */
@FunctionalInterface
public interface DeletionPredicate<R> extends Serializable {
    /**
     * Whether a record says that there is no entry of its key any more.
     *
     * @param record the record; valid during this call.
     * @return true if it takes the entry away.
     */
    boolean isDeletion(R record);
}
