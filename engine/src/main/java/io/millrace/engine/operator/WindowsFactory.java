package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;

/**
 * Makes the windows of an operator. An implementation is marked {@link PerInstance} with the package of its algorithm,
 * so that every operator has a copy of that, too.
 */
public interface WindowsFactory {
    /**
     * Makes the windows: empty ones, or those that a restored arena holds under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; {@code null} where they are numbers.
     * @param results takes the results.
     * @param missed takes events that are in no window.
     * @return the windows.
     */
    KeyedWindows<Object> open(
            Arena arena,
            String id,
            RecordType<?, ?> keyType,
            ResultHandler<Flyweight> results,
            MissedEventHandler<Object> missed);
}
