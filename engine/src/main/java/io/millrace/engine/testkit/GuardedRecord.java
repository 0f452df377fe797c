package io.millrace.engine.testkit;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import org.agrona.concurrent.UnsafeBuffer;

/** A record with memory around it that nobody may write to. */
final class GuardedRecord<F extends Flyweight> {
    private static final int GUARD_BYTES = 64;
    private static final byte GUARD = 0x5A;

    private final UnsafeBuffer buffer;
    private final F record;

    GuardedRecord(final RecordType<?, F> type) {
        buffer = new UnsafeBuffer(new byte[type.sizeBytes() + 2 * GUARD_BYTES]);
        buffer.setMemory(0, buffer.capacity(), GUARD);
        record = type.newFlyweight();
        record.wrap(buffer, GUARD_BYTES);
        record.clear();
    }

    F record() {
        return record;
    }

    boolean isIntact() {
        for (int i = 0; i < GUARD_BYTES; i++) {
            if (buffer.getByte(i) != GUARD || buffer.getByte(buffer.capacity() - 1 - i) != GUARD) {
                return false;
            }
        }
        return true;
    }
}
