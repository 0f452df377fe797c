package io.millrace.state;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import org.agrona.concurrent.UnsafeBuffer;

final class KeyedStatesByRecordTest extends KeyedStatesContract {
    private static final RecordType<DynamicRecord, DynamicRecord> KEY =
            RecordType.of(Layout.builder("Key").int32("venue").int64("number").build());

    @Override
    KeyedStates open(final StateStore store, final String operatorId) {
        return store.keyedByRecord(operatorId, KEY);
    }

    @Override
    void key(final KeyedStates states, final long number, final long nowNs) {
        final DynamicRecord key = KEY.newFlyweight();
        key.wrap(new UnsafeBuffer(new byte[KEY.sizeBytes()]), 0);
        key.buffer().putLong(KEY.layout().field("number").offset(), number);
        key.buffer().putInt(KEY.layout().field("venue").offset(), (int) number & 1);
        states.key(key, nowNs);
    }
}
