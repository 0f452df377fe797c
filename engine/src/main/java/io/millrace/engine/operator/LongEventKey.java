package io.millrace.engine.operator;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.record.Flyweight;
import io.millrace.state.KeyedStates;

/** A key that is a number. */
@PerInstance
public final class LongEventKey extends EventKey {
    private final LongKeyFunction<Object> function;
    private long key;

    /**
     * Creates the key.
     *
     * @param function the user's function.
     */
    public LongEventKey(final LongKeyFunction<Object> function) {
        this.function = function;
    }

    @Override
    public void moveTo(final Flyweight event, final KeyedStates states, final long nowNs) {
        key = function.keyOf(event);
        states.key(key, nowNs);
    }

    @Override
    public void moveTo(final long number, final KeyedStates states, final long nowNs) {
        key = number;
        states.key(number, nowNs);
    }

    @Override
    public long number() {
        return key;
    }

    @Override
    public Flyweight record() {
        return null;
    }
}
