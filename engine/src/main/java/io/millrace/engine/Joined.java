package io.millrace.engine;

/**
 * What leaves a join. All but the results may be left unused.
 *
 * @param results the results.
 * @param corrections results that take the place of earlier ones: of an as-of join by arrival, with corrections. Other
 *     joins have none, and are refused when the pipeline is built if something takes them.
 * @param late left events that were late.
 * @param lateRight right events that were late, and are not used.
 * @param <O> the result.
 * @param <L> the left event.
 * @param <R> the right event.
 */
public record Joined<O, L, R>(
        EventStream<O> results, EventStream<O> corrections, EventStream<L> late, EventStream<R> lateRight) {}
