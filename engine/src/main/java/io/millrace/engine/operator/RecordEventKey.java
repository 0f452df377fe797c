package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.state.KeyedStates;
import org.agrona.DirectBuffer;

/** A key that is a record. */
@PerInstance
public final class RecordEventKey extends EventKey {
    private final RecordKey key;
    private final OutRecord record;

    /**
     * Creates the key.
     *
     * @param key its type and the user's function.
     */
    public RecordEventKey(final RecordKey key) {
        this.key = key;
        record = new OutRecord(key.type());
    }

    @Override
    public void moveTo(final Flyweight event, final KeyedStates states, final long nowNs) {
        final Flyweight taken = record.begin(0);
        key.function().keyOf(event, taken);
        states.key(taken, nowNs);
    }

    @Override
    public void moveTo(final DirectBuffer buffer, final int offset, final KeyedStates states, final long nowNs) {
        final Flyweight taken = record.flyweight();
        taken.buffer().putBytes(taken.offset(), buffer, offset, taken.sizeBytes());
        states.key(taken, nowNs);
    }

    @Override
    public long number() {
        return 0;
    }

    @Override
    public Flyweight record() {
        return record.flyweight();
    }
}
