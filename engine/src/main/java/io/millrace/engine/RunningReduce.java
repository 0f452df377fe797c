package io.millrace.engine;

import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessStates;
import io.millrace.record.Flyweight;
import io.millrace.state.Reducer;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import java.nio.ByteOrder;

/** Makes what has come of a key so far, with each event. The result has the time of the event. */
final class RunningReduce<T, F extends Flyweight> implements ProcessFactory<T, F> {
    private static final long serialVersionUID = 1L;

    private final StateSpec.Value<T, F> spec;
    private final Reducer<T, F> reducer;

    RunningReduce(final StateSpec.Value<T, F> spec, final Reducer<T, F> reducer) {
        this.spec = spec;
        this.reducer = reducer;
    }

    @Override
    public ProcessFunction<T, F> open(final ProcessStates states) {
        final ValueState<T, F> reduced = states.open(spec);
        return (final T event, final ProcessContext context, final Collector<F> out) -> {
            if (reduced.get() == null) {
                reduced.edit().copyFrom((Flyweight) event);
            } else {
                reducer.reduce(reduced.edit(), event);
            }
            final F result = out.next();
            result.copyFrom((Flyweight) reduced.get());
            final int timeOffset = spec.type().eventTimeOffset();
            if (timeOffset >= 0) {
                result.buffer().putLong(result.offset() + timeOffset, context.timeNs(), ByteOrder.LITTLE_ENDIAN);
            }
            out.emit();
        };
    }
}
