package io.millrace.engine;

import io.millrace.engine.function.Collector;
import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.RankFunction;
import io.millrace.record.Flyweight;
import io.millrace.state.MapState;
import io.millrace.state.StateSpec;
import org.agrona.concurrent.UnsafeBuffer;

/** Keeps the best few events of each key by rank, and makes a result of every rank that changes. */
final class TopPerKey<T, K extends Flyweight, F extends Flyweight> implements ProcessFactory<T, F> {
    private static final long serialVersionUID = 1L;

    private final StateSpec.MapOf<T, K> spec;
    private final int ranks;
    private final LongKeyFunction<T> score;
    private final RankFunction<T, F> function;

    TopPerKey(
            final StateSpec.MapOf<T, K> spec,
            final int ranks,
            final LongKeyFunction<T> score,
            final RankFunction<T, F> function) {
        this.spec = spec;
        this.ranks = ranks;
        this.score = score;
        this.function = function;
    }

    @Override
    public ProcessFunction<T, F> open(final ProcessStates states) {
        final MapState<T, K> best = states.open(spec);
        final K moved = spec.type().newFlyweight();
        moved.wrap(new UnsafeBuffer(new byte[spec.type().sizeBytes()]), 0);
        return (final T event, final ProcessContext context, final Collector<F> out) -> {
            final long scored = score.keyOf(event);
            int rank = (int) Math.min(ranks, best.size());
            while (rank > 0 && score.keyOf(best.get(rank - 1L)) < scored) {
                rank--;
            }
            if (rank == ranks) {
                return;
            }
            final int last = (int) Math.min(ranks - 1, best.size());
            for (int i = last; i > rank; i--) {
                // By way of a copy: a state has one view of its records.
                moved.copyFrom((Flyweight) best.get(i - 1L));
                best.edit(i).copyFrom(moved);
            }
            best.edit(rank).copyFrom((Flyweight) event);
            for (int i = rank; i <= last; i++) {
                function.write(i + 1, best.get(i), out.next());
                out.emit();
            }
        };
    }
}
