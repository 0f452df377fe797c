package io.millrace.engine;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.RankFunction;
import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.graph.BroadcastSide;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.JoinSide;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.ProcessNode;
import io.millrace.engine.graph.WindowSetup;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Reducer;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.join.JoinKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A stream whose events are grouped by key, while a pipeline is declared.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the interface through which the events are read.
 */
public final class KeyedStream<T> {
    final PipelineBuilder builder;
    final Port port;
    final RecordType<?, ?> type;
    final KeySpec key;
    final ErrorPolicy errorPolicy;

    KeyedStream(
            final PipelineBuilder builder,
            final Port port,
            final RecordType<?, ?> type,
            final KeySpec key,
            final ErrorPolicy errorPolicy) {
        this.builder = builder;
        this.port = port;
        this.type = type;
        this.key = key;
        this.errorPolicy = errorPolicy;
    }

    /**
     * Puts the events of each key into windows.
     *
     * @param assigner which windows.
     * @return the stream, in windows.
     * @throws GraphException if there is something wrong with the windows, such as a size of 0.
     */
    public WindowedStream<T> window(final WindowAssigner assigner) {
        final String what = "window behind " + port;
        PipelineBuilder.required(what, "window", assigner);
        PipelineBuilder.function(what, assigner);
        assigner.mistake().ifPresent(mistake -> {
            throw new GraphException(what, mistake);
        });
        return new WindowedStream<>(this, WindowSetup.of(assigner));
    }

    /**
     * Works on the events of each key with a function that has state.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param factory makes the function when a run starts.
     * @param states the state it uses; what is not declared here it cannot open.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the stream of the records made.
     * @throws GraphException if two states have the same id, or the name is taken.
     */
    public <O, F extends Flyweight> EventStream<O> process(
            final String name,
            final RecordType<O, F> out,
            final ProcessFactory<? super T, F> factory,
            final StateSpec... states) {
        return process(name, out, factory, ProcessSpec.of(states)).results();
    }

    /**
     * Works on the events of each key with a function that has state, timers and side outputs.
     *
     * @param name the operator's name.
     * @param out type of the results.
     * @param factory makes the function when a run starts.
     * @param spec the state, timers and side outputs it uses; what is not declared here it cannot open.
     * @param <O> the result, as read behind this.
     * @param <F> the flyweight written.
     * @return the results and the side outputs.
     * @throws GraphException if two states or two side outputs have the same id, or the name is taken.
     */
    public <O, F extends Flyweight> ProcessedStream<O> process(
            final String name,
            final RecordType<O, F> out,
            final ProcessFactory<? super T, F> factory,
            final ProcessSpec spec) {
        return declare(name, out, factory, spec, Optional.empty());
    }

    <O, F extends Flyweight> ProcessedStream<O> declare(
            final String name,
            final RecordType<O, F> out,
            final ProcessFactory<? super T, F> factory,
            final ProcessSpec spec,
            final Optional<BroadcastSide> broadcast) {
        requireUnique(name, "states of the id", spec.states().stream().map(StateSpec::id));
        requireUnique(name, "side outputs of the name", spec.sides().stream().map(SideOutput::name));
        broadcast.ifPresent(side -> requireUnique(
                name, "broadcast states of the id", side.states().stream().map(StateSpec::id)));
        final EventStream<O> results =
                builder.add(new ProcessNode(name, port, key, spec, out, factory, broadcast, errorPolicy));
        return new ProcessedStream<>(builder, name, results, spec.sides());
    }

    private static void requireUnique(final String name, final String what, final Stream<String> ids) {
        final Set<String> known = new HashSet<>();
        ids.forEach(id -> {
            if (!known.add(id)) {
                throw new GraphException(name, "declares two " + what + " '" + id + "'");
            }
        });
    }

    /**
     * Adds a broadcast stream, such as one of rules or limits, whose events concern all keys: a function keeps what
     * they say in broadcast state, and reads it when events of this stream come. A broadcast event counts for the
     * events that arrive after it; the watermark behind is the lower one of both streams.
     *
     * @param broadcast the broadcast stream.
     * @param states the broadcast state: values, and maps.
     * @param <R> its event.
     * @return both streams, to be worked on by a function.
     */
    public <R> KeyedBroadcastStreams<T, R> withBroadcast(final EventStream<R> broadcast, final StateSpec... states) {
        return new KeyedBroadcastStreams<>(this, broadcast, List.of(states));
    }

    /**
     * Puts every event of this stream together with one event of another: the one that was valid at its time, or that
     * was known when it came.
     *
     * @param right the other stream, keyed alike.
     * @param <R> its event.
     * @return the join, to be told what exactly is wanted.
     */
    public <R> AsOfJoinedStreams<T, R> asOfJoin(final KeyedStream<R> right) {
        return new AsOfJoinedStreams<>(joinWith(right));
    }

    /**
     * Puts every event of this stream together with those of another whose times lie within bounds of its own.
     *
     * @param right the other stream, keyed alike.
     * @param lower the right event's time minus this stream's event's, at least; inclusive, may be negative.
     * @param upper the same at most; inclusive, may be negative.
     * @param <R> its event.
     * @return the join, to be told what exactly is wanted; its naming fails if the lower bound is above the upper one.
     * @throws ArithmeticException if a bound exceeds some 292 years.
     */
    public <R> IntervalJoinedStreams<T, R> intervalJoin(
            final KeyedStream<R> right, final Duration lower, final Duration upper) {
        return intervalJoin(right, lower.toNanos(), upper.toNanos());
    }

    /**
     * Puts every event of this stream together with those of another whose times lie within bounds of its own.
     *
     * @param right the other stream, keyed alike.
     * @param lowerNs the right event's time minus this stream's event's, at least; inclusive, in nanoseconds.
     * @param upperNs the same at most; inclusive, in nanoseconds.
     * @param <R> its event.
     * @return the join, to be told what exactly is wanted; its naming fails if the lower bound is above the upper one.
     */
    public <R> IntervalJoinedStreams<T, R> intervalJoin(
            final KeyedStream<R> right, final long lowerNs, final long upperNs) {
        return new IntervalJoinedStreams<>(joinWith(right), lowerNs, upperNs);
    }

    /**
     * Puts every event of this stream together with those of another that are in a window with it.
     *
     * @param right the other stream, keyed alike.
     * @param windows which windows: such as tumble or slide, or sessions of a fixed gap.
     * @param <R> its event.
     * @return the join, to be told what exactly is wanted.
     */
    public <R> WindowJoinedStreams<T, R> windowJoin(final KeyedStream<R> right, final WindowAssigner windows) {
        return new WindowJoinedStreams<>(joinWith(right), windows, JoinKind.INNER, Long.MAX_VALUE);
    }

    /**
     * Looks up every event in reference data that changes over time.
     *
     * @param reference the stream of entries, keyed alike: each one is the entry of its key from then on.
     * @param <R> an entry.
     * @return the lookup, to be told what exactly is wanted.
     */
    public <R> LookupStreams<T, R> lookup(final KeyedStream<R> reference) {
        return new LookupStreams<>(joinWith(reference));
    }

    /** The join of an unkeyed stream with this one, whose key is that of entries in a table. */
    <L> JoinInputs<L, T> broadcastTo(
            final PipelineBuilder leftBuilder,
            final Port leftPort,
            final RecordType<?, ?> leftType,
            final ErrorPolicy leftPolicy) {
        final KeySpec any;
        if (key instanceof KeySpec.ByLong) {
            final LongKeyFunction<Object> none = event -> 0;
            any = new KeySpec.ByLong(none);
        } else {
            final RecordKeyFunction<Object, Object> none = (event, written) -> {};
            any = new KeySpec.ByRecord(((KeySpec.ByRecord) key).type(), none);
        }
        return new JoinInputs<>(
                leftBuilder, builder, new JoinSide(leftPort, leftType, any), new JoinSide(port, type, key), leftPolicy);
    }

    private <R> JoinInputs<T, R> joinWith(final KeyedStream<R> right) {
        return new JoinInputs<>(
                builder,
                right.builder,
                new JoinSide(port, type, key),
                new JoinSide(right.port, right.type, right.key),
                errorPolicy);
    }

    /**
     * Makes, with each event, what has come of its key so far. The first event of a key is its own result; the others
     * are taken in by a function. A result has the time of the event that made it.
     *
     * @param name the operator's name.
     * @param events type of the events.
     * @param reducer takes a further event in.
     * @param options the most keys, and how long one lives after its last event.
     * @param <F> the flyweight written.
     * @return the stream of the results: one for each event.
     * @throws GraphException if the type is not the stream's, or the name is taken.
     */
    public <F extends Flyweight> EventStream<T> reduce(
            final String name, final RecordType<T, F> events, final Reducer<T, F> reducer, final StateOptions options) {
        checkType(name, events);
        final StateSpec.Value<T, F> spec = new StateSpec.Value<>("reduced", events, options);
        return process(name, events, new RunningReduce<>(spec, PipelineBuilder.function(name, reducer)), spec);
    }

    /**
     * Lets through only what is not a repetition: an event of a key is left out if one that was let through before it
     * lies less than a duration of event time from it, earlier or later. Of repetitions the one that arrives first is
     * let through, whatever their times.
     *
     * <p>What was let through is forgotten when the watermark is so far past it that no event behind the watermark
     * could be that near. So the result is exact for events that are not late; a late one is compared with what is
     * still known.
     *
     * @param name the operator's name.
     * @param events type of the events.
     * @param within the duration; positive.
     * @param <F> the flyweight written.
     * @return the stream without repetitions.
     * @throws GraphException if the duration is not positive, the type is not the stream's, or the name is taken.
     * @throws ArithmeticException if the duration exceeds some 292 years.
     */
    public <F extends Flyweight> EventStream<T> deduplicate(
            final String name, final RecordType<T, F> events, final Duration within) {
        checkType(name, events);
        if (within.isNegative() || within.isZero()) {
            throw new GraphException(name, "leaves out repetitions within a positive duration, not " + within);
        }
        final ProcessSpec spec = ProcessSpec.of(Deduplicate.spec()).withTimers();
        return process(name, events, new Deduplicate<T, F>(within.toNanos()), spec)
                .results();
    }

    /**
     * Keeps the events of each key with the highest scores, and makes a result of every rank that changes. Of equal
     * scores the one that came first ranks first.
     *
     * @param name the operator's name.
     * @param events type of the events.
     * @param ranks how many are kept; 1 or more.
     * @param score the score of an event.
     * @param out type of the results.
     * @param function makes a result of an event and its rank.
     * @param options the most keys, and how long one lives after its last change.
     * @param <K> the flyweight of the events.
     * @param <O> the result, as read behind this.
     * @param <F> the flyweight written.
     * @return the stream of changes.
     * @throws GraphException if there are no ranks, the type is not the stream's, or the name is taken.
     */
    public <K extends Flyweight, O, F extends Flyweight> EventStream<O> top(
            final String name,
            final RecordType<T, K> events,
            final int ranks,
            final LongKeyFunction<T> score,
            final RecordType<O, F> out,
            final RankFunction<T, F> function,
            final StateOptions options) {
        checkType(name, events);
        if (ranks < 1) {
            throw new GraphException(name, "keeps 1 rank or more, not " + ranks);
        }
        final StateSpec.MapOf<T, K> spec = new StateSpec.MapOf<>("best", null, events, Long.MAX_VALUE, options);
        final TopPerKey<T, K, F> factory = new TopPerKey<>(
                spec, ranks, PipelineBuilder.function(name, score), PipelineBuilder.function(name, function));
        return process(name, out, factory, spec);
    }

    private void checkType(final String name, final RecordType<?, ?> events) {
        if (events.layout().fingerprint() != type.layout().fingerprint()) {
            throw new GraphException(name, "takes " + events.name() + ", but the stream is of " + type.name());
        }
    }
}
