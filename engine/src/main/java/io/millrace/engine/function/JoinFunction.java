package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Makes one record of two events that a join puts together.
 *
 * <p>Called on the thread of its stage, one pair at a time. It must be a function of its arguments alone: no clock, no
 * random numbers, nothing that another run could see differently. Records are valid until it returns.
 *
 * @param <L> the left event read.
 * @param <R> the right event read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface JoinFunction<L, R, F> extends Serializable {
    /**
     * Writes the outgoing record.
     *
     * @param left the left event; {@code null} where a right event has no partner, which only a full join hands on.
     * @param right the right event; {@code null} where a left event has no partner.
     * @param out the outgoing record: all zero, but for its event time, which is that of the result.
     */
    void join(L left, R right, F out);
}
