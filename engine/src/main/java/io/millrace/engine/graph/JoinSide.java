package io.millrace.engine.graph;

import io.millrace.record.RecordType;

/**
 * One of the two streams of a join.
 *
 * @param input where its events come from.
 * @param type their type.
 * @param key how their key is taken.
 */
public record JoinSide(Port input, RecordType<?, ?> type, KeySpec key) {}
