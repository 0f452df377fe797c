package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.record.DynamicRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
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

    @Test
    void shouldOpenDeclarationsThatWereSerialized() throws IOException, ClassNotFoundException {
        final StateSpec.Reducing<DynamicRecord, DynamicRecord> spec =
                new StateSpec.Reducing<>("r", VALUE, (a, b) -> a.copyFrom(b), StateOptions.DEFAULT.withTtlNs(5));
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(spec);
        }
        final Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        final StateSpec.Reducing<?, ?> copy = assertInstanceOf(StateSpec.Reducing.class, read);
        assertEquals(spec.options(), copy.options());
        assertEquals(spec.type().layout(), copy.type().layout());
        try (StateStore store = new StateStore(new Arena(1 << 20))) {
            final KeyedStates states = store.keyedByLong("a");
            states.key(1, 0);
            assertNull(states.open(copy).get());
        }
    }
}
