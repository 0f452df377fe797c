package io.millrace.windowing.cell;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;

/** An accumulator. */
final class AggregateContent<T, A extends Flyweight, O extends Flyweight> extends WindowContent<T> {
    private final Arena arena;
    private final Aggregate<T, A, O> aggregate;
    private final ResultHandler<O> results;
    private final A accumulator;
    private final ResultRecord<O> output;
    private final EventContext context = new EventContext();

    AggregateContent(final Arena arena, final Aggregate<T, A, O> aggregate, final ResultHandler<O> results) {
        this.arena = arena;
        this.aggregate = aggregate;
        this.results = results;
        accumulator = aggregate.accumulatorType().newFlyweight();
        output = new ResultRecord<>(aggregate.outputType());
    }

    @Override
    int bytes() {
        return accumulator.sizeBytes();
    }

    private void wrap(final long content) {
        accumulator.wrap(arena.buffer(content), arena.offset(content));
    }

    @Override
    void create(final long content) {
        wrap(content);
        aggregate.create(accumulator);
    }

    @Override
    boolean add(final long content, final T event, final long timeNs, final long sequence) {
        wrap(content);
        context.set(timeNs, sequence);
        aggregate.add(accumulator, event, context);
        return true;
    }

    @Override
    void emit(final long content, final Window window, final long timeNs) {
        try {
            wrap(content);
            final O record = output.begin();
            aggregate.finish(window, accumulator, record);
            results.onResult(record, timeNs);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    @Override
    void clear(final long content) {
        wrap(content);
        accumulator.clear();
        aggregate.create(accumulator);
    }

    @Override
    void free(final long content) {
        // All of it lies in the cell.
    }
}
