package io.millrace.engine.operator;

import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.record.RecordType;

/**
 * How keys that are records are taken.
 *
 * @param type type of the key.
 * @param function writes it.
 */
public record RecordKey(RecordType<?, ?> type, RecordKeyFunction<Object, Object> function) {}
