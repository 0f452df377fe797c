package io.millrace.engine.stage;

import io.millrace.engine.function.BroadcastStates;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.function.Timers;
import io.millrace.engine.graph.ProcessNode;
import io.millrace.engine.operator.ProcessTimers;
import io.millrace.record.Flyweight;
import io.millrace.state.AggregatingState;
import io.millrace.state.KeyedStates;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import java.util.Map;

/** Opens the state of one operator, and only what it declares. */
final class OpenedStates implements BroadcastStates {
    private final ProcessNode node;
    private final KeyedStates states;
    private final KeyedStates broadcast;
    private final ProcessTimers timers;
    private final Map<SideOutput<?, ?>, Collector<?>> sides;

    /** For an operator with what it declares; {@code timers} and {@code broadcast} are null if it declares none. */
    OpenedStates(
            final ProcessNode node,
            final KeyedStates states,
            final KeyedStates broadcast,
            final ProcessTimers timers,
            final Map<SideOutput<?, ?>, Collector<?>> sides) {
        this.node = node;
        this.states = states;
        this.broadcast = broadcast;
        this.timers = timers;
        this.sides = sides;
    }

    @Override
    public Timers timers() {
        if (timers == null) {
            throw new IllegalArgumentException("operator '" + node.name()
                    + "' uses timers without declaring them: ProcessSpec.of(..).withTimers()");
        }
        return timers;
    }

    @Override
    @SuppressWarnings("unchecked") // made for this declaration
    public <O, F extends Flyweight> Collector<F> side(final SideOutput<O, F> output) {
        final Collector<?> side = sides.get(output);
        if (side == null) {
            throw new IllegalArgumentException("operator '" + node.name() + "' opens the side output '" + output.name()
                    + "' without declaring it: ProcessSpec.of(..).withSide(..)");
        }
        return (Collector<F>) side;
    }

    private void check(final StateSpec spec) {
        if (!node.spec().states().contains(spec)) {
            throw new IllegalArgumentException("operator '" + node.name() + "' opens the state '" + spec.id()
                    + "' without declaring it: pass it to process(..)");
        }
    }

    private void checkBroadcast(final StateSpec spec) {
        if (node.broadcast().stream().noneMatch(side -> side.states().contains(spec))) {
            throw new IllegalArgumentException("operator '" + node.name() + "' opens the broadcast state '" + spec.id()
                    + "' without declaring it: pass it to withBroadcast(..)");
        }
    }

    @Override
    public <T, F extends Flyweight> ValueState<T, F> openBroadcast(final StateSpec.Value<T, F> spec) {
        checkBroadcast(spec);
        return broadcast.open(spec);
    }

    @Override
    public <T, F extends Flyweight> MapState<T, F> openBroadcast(final StateSpec.MapOf<T, F> spec) {
        checkBroadcast(spec);
        return broadcast.open(spec);
    }

    @Override
    public <T, F extends Flyweight> ValueState<T, F> open(final StateSpec.Value<T, F> spec) {
        check(spec);
        return states.open(spec);
    }

    @Override
    public <T, F extends Flyweight> ListState<T, F> open(final StateSpec.ListOf<T, F> spec) {
        check(spec);
        return states.open(spec);
    }

    @Override
    public <T, F extends Flyweight> MapState<T, F> open(final StateSpec.MapOf<T, F> spec) {
        check(spec);
        return states.open(spec);
    }

    @Override
    public <T, F extends Flyweight> ReducingState<T, F> open(final StateSpec.Reducing<T, F> spec) {
        check(spec);
        return states.open(spec);
    }

    @Override
    public <I, T, A extends Flyweight> AggregatingState<I, T, A> open(final StateSpec.Aggregating<I, T, A> spec) {
        check(spec);
        return states.open(spec);
    }
}
