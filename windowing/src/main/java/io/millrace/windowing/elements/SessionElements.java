package io.millrace.windowing.elements;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.cell.ElementsPlan;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;

/**
 * The events of sessions: for the sessions an aggregate, whose accumulators tell where the events lie. Where sessions
 * become one, their events are put together in the order of arrival; those beyond the limit that arrived last are left
 * out, and counted. A result that is taken back is made once more of the events it was made of, and so are all that the
 * function makes then.
 *
 * <p>Whoever drops or empties an accumulator calls {@link #release}. <b>Not thread-safe, not to be serialized.</b>
 *
 * @param <T> the event.
 * @param <O> the result.
 */
public final class SessionElements<T, O extends Flyweight> implements Aggregate<T, ElementsHead, O> {
    private static final long serialVersionUID = 1L;

    private final transient ElementLists<T> lists;
    private final transient ElementsPlan<T, O> plan;
    private final transient ElementsHead released = ElementsHead.TYPE.newFlyweight();
    private final transient Arena arena;
    private final String id;
    private transient Window window;

    /**
     * Opens the events of sessions: none, or those that a restored arena holds under the id.
     *
     * @param arena where they live.
     * @param id stable id of the sessions.
     * @param plan what is computed.
     */
    public SessionElements(final Arena arena, final String id, final ElementsPlan<T, O> plan) {
        this.arena = arena;
        this.id = id;
        this.plan = plan;
        lists = new ElementLists<>(arena, id + "/elements", plan.eventType());
    }

    private void writeObject(final ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(getClass().getName());
    }

    /**
     * What takes the results of the sessions: calls the function, once for each.
     *
     * @param results takes what the function makes.
     * @return takes the results of sessions over this aggregate.
     */
    public ResultHandler<O> resultsTo(final ResultHandler<O> results) {
        return new FunctionCalls(results);
    }

    @Override
    public RecordType<?, ElementsHead> accumulatorType() {
        return ElementsHead.TYPE;
    }

    @Override
    public RecordType<?, O> outputType() {
        return plan.outputType();
    }

    @Override
    public void create(final ElementsHead accumulator) {
        // Zeros say that there are no events.
    }

    @Override
    public void add(final ElementsHead accumulator, final T event, final EventContext context) {
        if (accumulator.count() >= plan.maxElements()) {
            accumulator.dropped(accumulator.dropped() + 1);
            throw new StateLimitException("Windows '" + id + "': a session has reached its limit of "
                    + plan.maxElements()
                    + " elements: raise it, the last argument of process(..), make the gap smaller, or aggregate");
        }
        if (accumulator.list() == 0) {
            accumulator.list(lists.create());
        }
        lists.append(accumulator.list(), (Flyweight) event, context.timeNs(), context.sequence());
        accumulator.count(accumulator.count() + 1);
    }

    @Override
    public void combine(final ElementsHead accumulator, final ElementsHead other) {
        if (other.list() == 0) {
            return;
        }
        if (accumulator.list() == 0) {
            accumulator.list(lists.create());
        }
        final long all = accumulator.count() + other.count();
        lists.merge(accumulator.list(), other.list(), plan.maxElements());
        accumulator.count(lists.count(accumulator.list()));
        accumulator.dropped(accumulator.dropped() + other.dropped() + all - accumulator.count());
    }

    @Override
    public void finish(final Window finished, final ElementsHead accumulator, final O output) {
        window = finished;
        lists.view(accumulator.list(), accumulator.count(), accumulator.dropped());
    }

    /**
     * Gives back what an accumulator holds, which is about to be dropped or emptied.
     *
     * @param accumulator ref of the accumulator.
     */
    public void release(final long accumulator) {
        released.wrap(arena.buffer(accumulator), arena.offset(accumulator));
        if (released.list() != 0) {
            lists.free(released.list());
        }
    }

    /** Calls the function for what was {@linkplain #finish finished}. */
    private final class FunctionCalls implements ResultHandler<O> {
        private final ResultHandler<O> results;
        private final ElementOutput<O> out;

        FunctionCalls(final ResultHandler<O> results) {
            this.results = results;
            out = new ElementOutput<>(plan.outputType(), results);
        }

        @Override
        public void onResult(final O unused, final long timeNs) {
            out.begin(timeNs, false);
            plan.function().process(window, lists, out);
        }

        @Override
        public void onRetraction(final O unused, final long timeNs) {
            out.begin(timeNs, true);
            plan.function().process(window, lists, out);
        }

        @Override
        public void onFailure(final RuntimeException failure, final Window failed) {
            results.onFailure(failure, failed);
        }
    }
}
