package io.millrace.engine.stage;

import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.graph.ProcessNode;
import io.millrace.record.Flyweight;
import io.millrace.state.AggregatingState;
import io.millrace.state.KeyedStates;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;

/** Opens the state of one operator, and only what it declares. */
final class OpenedStates implements ProcessStates {
    private final ProcessNode node;
    private final KeyedStates states;

    OpenedStates(final ProcessNode node, final KeyedStates states) {
        this.node = node;
        this.states = states;
    }

    private void check(final StateSpec spec) {
        if (!node.states().contains(spec)) {
            throw new IllegalArgumentException("operator '" + node.name() + "' opens the state '" + spec.id()
                    + "' without declaring it: pass it to process(..)");
        }
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
