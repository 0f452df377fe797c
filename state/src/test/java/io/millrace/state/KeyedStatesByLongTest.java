package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class KeyedStatesByLongTest extends KeyedStatesContract {
    @Override
    KeyedStates open(final StateStore store, final String operatorId) {
        return store.keyedByLong(operatorId);
    }

    @Override
    void key(final KeyedStates states, final long number, final long nowNs) {
        states.key(number, nowNs);
    }

    @Test
    void shouldRefuseKeysOfTheOtherSort() {
        try (StateStore store = new StateStore(new Arena(1 << 20))) {
            final var record = VALUE.newFlyweight();
            record.wrap(new UnsafeBuffer(new byte[VALUE.sizeBytes()]), 0);
            final KeyedStates byLong = store.keyedByLong("a");
            final KeyedStates byRecord = store.keyedByRecord("b", VALUE);
            assertThrows(IllegalArgumentException.class, () -> byLong.key(record, 0));
            assertThrows(IllegalArgumentException.class, () -> byRecord.key(1, 0));
            byLong.key(1, 0);
            byRecord.key(record, 0);
        }
    }
}
