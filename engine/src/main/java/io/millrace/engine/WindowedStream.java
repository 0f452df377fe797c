package io.millrace.engine;

import io.millrace.engine.graph.FiringMode;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.TimeDomain;
import io.millrace.engine.graph.WindowComputation;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.graph.WindowSetup;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Reducer;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.ElementsFunction;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.trigger.Trigger;
import java.time.Duration;

/**
 * A keyed stream in windows, while a pipeline is declared: first when windows have results and how long they are kept,
 * then what is computed of them.
 *
 * <p>Unless told otherwise a window has one result, when it is complete, and is gone then.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the interface through which the events are read.
 */
public final class WindowedStream<T> {
    private final KeyedStream<T> keyed;
    private final WindowSetup setup;

    WindowedStream(final KeyedStream<T> keyed, final WindowSetup setup) {
        this.keyed = keyed;
        this.setup = setup;
    }

    /**
     * Sets when windows have results.
     *
     * @param trigger when; instead of what such windows do without one.
     * @return the same windows, with that trigger.
     * @throws GraphException if there is none, or something is wrong with it, such as a period of 0.
     */
    public WindowedStream<T> trigger(final Trigger<? super T> trigger) {
        final String what = "window behind " + keyed.port;
        PipelineBuilder.required(what, "trigger", trigger);
        PipelineBuilder.function(what, trigger);
        trigger.mistake().ifPresent(mistake -> {
            throw new GraphException(what, mistake);
        });
        return new WindowedStream<>(keyed, setup.withTrigger(trigger));
    }

    /**
     * Keeps windows for a while after their end: an event that comes then leads to a further result at once. An event
     * is late when the watermark is at or past the window's last time plus this.
     *
     * @param lateness how long, not negative.
     * @return the same windows, with that lateness.
     * @throws GraphException if it exceeds some 292 years.
     */
    public WindowedStream<T> allowedLateness(final Duration lateness) {
        try {
            return allowedLatenessNs(lateness.toNanos());
        } catch (final ArithmeticException e) {
            throw new GraphException(
                    "window behind " + keyed.port, "its allowed lateness exceeds some 292 years: " + lateness);
        }
    }

    /**
     * Keeps windows for a while after their end; see {@link #allowedLateness(Duration)}.
     *
     * @param latenessNs how long, in nanoseconds, not negative.
     * @return the same windows, with that lateness.
     */
    public WindowedStream<T> allowedLatenessNs(final long latenessNs) {
        return new WindowedStream<>(keyed, setup.withAllowedLatenessNs(latenessNs));
    }

    /**
     * Makes every result the one of what came since the one before.
     *
     * @return the same windows, which forget what they hold whenever they have a result.
     */
    public WindowedStream<T> discarding() {
        return new WindowedStream<>(keyed, setup.withMode(FiringMode.DISCARDING));
    }

    /**
     * Makes every result the one of all that is in the window. This is so unless said otherwise.
     *
     * @return the same windows, which keep what they hold until they are gone.
     */
    public WindowedStream<T> accumulating() {
        return new WindowedStream<>(keyed, setup.withMode(FiringMode.ACCUMULATING));
    }

    /**
     * Cuts windows by processing time, which is the ingress time and never goes back, instead of event time: a window
     * is complete as soon as the processing time is at or past its end, and nothing is late.
     *
     * @return the same windows, by processing time.
     */
    public WindowedStream<T> byProcessingTime() {
        return new WindowedStream<>(keyed, setup.withTimeDomain(TimeDomain.PROCESSING_TIME));
    }

    /**
     * Computes one result per key, window and firing.
     *
     * @param name the operator's name.
     * @param aggregate what is computed.
     * @param <A> the accumulator's flyweight.
     * @param <F> the result's flyweight.
     * @return the results, and the events that came too late.
     * @throws GraphException if the windows make no sense, saying why, or the name is taken.
     */
    public <A extends Flyweight, F extends Flyweight> Results<F, T> aggregate(
            final String name, final Aggregate<? super T, A, F> aggregate) {
        return add(name, new WindowComputation.Aggregated(PipelineBuilder.function(name, aggregate)));
    }

    /**
     * Makes one event of all events of a window, per key, window and firing: the first as it is, into which the others
     * are taken in order of arrival. Windows that overlap put results together from parts: the reducer must be
     * associative.
     *
     * @param name the operator's name.
     * @param type type of the events, which is that of the results.
     * @param reducer takes one event into another.
     * @param <F> the result's flyweight.
     * @return the results, and the events that came too late.
     * @throws GraphException if the type is not that of the stream, the windows make no sense, saying why, or the name
     *     is taken.
     */
    public <F extends Flyweight> Results<F, T> reduce(
            final String name, final RecordType<T, F> type, final Reducer<T, F> reducer) {
        if (type.layout().fingerprint() != keyed.type.layout().fingerprint()) {
            throw new GraphException(
                    name, "reduces records " + type.name() + ", but the stream has records " + keyed.type.name());
        }
        PipelineBuilder.function(name, reducer);
        return aggregate(name, Aggregates.reduce(type, reducer));
    }

    /**
     * Computes any number of results per key, window and firing, of all events of the window: they are kept until then.
     *
     * @param name the operator's name.
     * @param out type of the results.
     * @param function computes them.
     * @param maxElements events kept in a window, at most; what comes beyond is left out of it and counted, or stops
     *     the run, as the stream's error policy has it.
     * @param <O> the result, as read behind this.
     * @param <F> the flyweight written.
     * @return the results, and the events that came too late.
     * @throws GraphException if the windows make no sense, saying why, or the name is taken.
     */
    public <O, F extends Flyweight> Results<O, T> process(
            final String name,
            final RecordType<O, F> out,
            final ElementsFunction<? super T, F> function,
            final int maxElements) {
        return add(name, new WindowComputation.OfElements(out, PipelineBuilder.function(name, function), maxElements));
    }

    private <R> Results<R, T> add(final String name, final WindowComputation computation) {
        final EventStream<R> results = keyed.builder.add(
                new WindowNode(name, keyed.port, keyed.type, keyed.key, setup, computation, keyed.errorPolicy));
        return new Results<>(
                results,
                new EventStream<>(keyed.builder, new Port(name, Port.LATE), keyed.type),
                new EventStream<>(keyed.builder, new Port(name, Port.RETRACTIONS), computation.type()));
    }

    /**
     * What leaves a window operator.
     *
     * @param results the results.
     * @param late the events that were late for all their windows; may be left unused.
     * @param retractions results that are taken back, as they were: those of sessions that have become part of a larger
     *     one. Each comes before the result that replaces it. May be left unused, and must be where windows are no
     *     sessions: those take nothing back.
     * @param <R> the result.
     * @param <T> the event.
     */
    public record Results<R, T>(EventStream<R> results, EventStream<T> late, EventStream<R> retractions) {}
}
