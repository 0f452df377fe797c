package io.millrace.engine.operator;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.function.MatchFunction;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.JoinSpec;

/**
 * What a join operator does.
 *
 * @param id stable id of its state.
 * @param leftType type of left events.
 * @param rightType type of right events.
 * @param spec what kind of join it is.
 * @param maxBuffered the most records it may buffer.
 * @param function makes the results; null where matches does.
 * @param matches makes those of them that there are; null where every pair has one.
 */
public record JoinWork(
        String id,
        RecordType<?, ?> leftType,
        RecordType<?, ?> rightType,
        JoinSpec spec,
        long maxBuffered,
        JoinFunction<Object, Object, Object> function,
        MatchFunction<Object, Object, Object> matches) {}
