package io.millrace.engine.operator;

import io.millrace.engine.function.ProcessFunction;
import io.millrace.state.KeyedStates;

/**
 * What a process operator works with.
 *
 * @param keys takes the key of an event.
 * @param function the user's function, with everything it opened.
 * @param states its state, to be moved to the key of each event.
 * @param broadcast its state that is one for all keys; {@code null} if there is no broadcast stream.
 * @param timers its timers; {@code null} if it declares none.
 * @param moment what it is called for; shared with its timers and side outputs.
 */
public record ProcessParts(
        EventKey keys,
        ProcessFunction<Object, Object> function,
        KeyedStates states,
        KeyedStates broadcast,
        ProcessTimers timers,
        ProcessMoment moment) {}
