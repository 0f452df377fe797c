package io.millrace.engine.function;

import io.millrace.state.StateSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process function uses: what is not declared here it cannot open. Immutable.
 *
 * @param states its state.
 * @param sides its side outputs.
 * @param maxTimers the most timers of each kind that may be pending; 0 for a function without timers.
 */
public record ProcessSpec(List<StateSpec> states, List<SideOutput<?, ?>> sides, int maxTimers) implements Serializable {
    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException if the number of timers is negative.
     */
    public ProcessSpec {
        states = List.copyOf(states);
        sides = List.copyOf(sides);
        if (maxTimers < 0) {
            throw new IllegalArgumentException("the most pending timers must be 0 or more, not " + maxTimers);
        }
    }

    /**
     * A function with some state, and nothing else.
     *
     * @param states its state.
     * @return the declaration.
     */
    public static ProcessSpec of(final StateSpec... states) {
        return new ProcessSpec(List.of(states), List.of(), 0);
    }

    /**
     * The same with timers, as many as the memory for state holds: 64 bytes each.
     *
     * @return the declaration.
     */
    public ProcessSpec withTimers() {
        return withTimers(Integer.MAX_VALUE);
    }

    /**
     * The same with timers.
     *
     * @param maxPending the most timers of each kind that may be pending.
     * @return the declaration.
     * @throws IllegalArgumentException if that is negative.
     */
    public ProcessSpec withTimers(final int maxPending) {
        return new ProcessSpec(states, sides, maxPending);
    }

    /**
     * The same with a further side output.
     *
     * @param side the output.
     * @return the declaration.
     */
    public ProcessSpec withSide(final SideOutput<?, ?> side) {
        final List<SideOutput<?, ?>> more = new ArrayList<>(sides);
        more.add(side);
        return new ProcessSpec(states, more, maxTimers);
    }
}
