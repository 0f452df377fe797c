package io.millrace.engine.run;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.ProcessedStream;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A pipeline and its input, made up from a seed. */
final class RandomPipeline {
    private static final int OPERATORS = 12;
    private static final SideOutput<Tick, TickFlyweight> SIDE = new SideOutput<>("side", TickFlyweight.TYPE);

    private final SplittableRandom random;
    private final PipelineBuilder builder = Pipeline.builder("random");
    private final List<Made> streams = new ArrayList<>();
    private final Map<String, Results> results = new LinkedHashMap<>();
    private final Map<String, List<String>> lateEvents = new TreeMap<>();
    private int names;

    private RandomPipeline(final long seed, final int events) {
        random = new SplittableRandom(seed);
        final long inputSeed = random.nextLong();
        streams.add(new Made(
                builder.source(
                        "ticks",
                        TickFlyweight.TYPE,
                        Watermarks.boundedDisorder(random.nextInt(20)),
                        context -> new Input(new SplittableRandom(inputSeed), events)),
                0));
        for (int i = 0; i < OPERATORS; i++) {
            add();
        }
        for (final Made made : List.copyOf(streams)) {
            sink(made);
        }
        builder.lateTo(symbols -> late -> {
            final String line =
                    late.timeNs() + " by " + late.lateByNs() + " missed " + late.missed() + " " + late.event();
            lateEvents
                    .computeIfAbsent("late of " + late.source(), source -> new ArrayList<>())
                    .add(line);
        });
    }

    /** A stream, and the number of the stage it is in. */
    private record Made(EventStream<Tick> stream, int stage) {}

    /** Builds the pipeline of a seed and runs it. Returns what each sink was given. */
    static Map<String, List<String>> run(final long seed, final int events, final RunOptions options)
            throws InterruptedException {
        final RandomPipeline made = new RandomPipeline(seed, events);
        try (Run run = Millrace.start(made.builder.build(), options)) {
            run.join();
        }
        final Map<String, List<String>> lines = new LinkedHashMap<>();
        made.results.forEach((name, sink) -> lines.put(name, sink.lines()));
        lines.putAll(made.lateEvents);
        return lines;
    }

    static String describe(final long seed) {
        return new RandomPipeline(seed, 1).builder.build().describe();
    }

    private String name(final String kind) {
        return kind + names++;
    }

    private void sink(final Made made) {
        final String name = name("sink");
        final Results sink = new Results();
        results.put(name, sink);
        made.stream.sink(name, sink.sink());
    }

    private void add() {
        final Made from = streams.get(random.nextInt(streams.size()));
        final int modulus = random.nextInt(2, 5);
        switch (random.nextInt(11)) {
            case 0 -> add(from, from.stream.filter(name("filter"), tick -> tick.value() % modulus != 0));
            case 1 ->
                add(
                        from,
                        from.stream.map(
                                name("map"),
                                TickFlyweight.TYPE,
                                (tick, out) -> out.timeNs(tick.timeNs() + tick.value() % modulus)
                                        .key(tick.key() + modulus)
                                        .value(tick.value() + 1)));
            case 2 ->
                add(
                        from,
                        from.stream.flatMap(
                                name("flatMap"), TickFlyweight.TYPE, (Tick tick, Collector<TickFlyweight> out) -> {
                                    for (int i = 0; i < Math.abs(tick.value() % modulus); i++) {
                                        out.next().key(tick.key()).value(tick.value() + i);
                                        out.emit();
                                    }
                                }));
            case 3 -> {
                final EventStream.Branches<Tick> branches =
                        from.stream.branch(name("branch"), tick -> tick.key() % modulus == 0);
                add(from, branches.matching());
                add(from, branches.rest());
            }
            case 4 -> union(from);
            case 5 -> streams.add(new Made(from.stream.stage(name("stage")), names));
            case 6 -> process(from, modulus);
            case 7, 8 -> timers(from, modulus);
            default -> window(from);
        }
    }

    private void add(final Made from, final EventStream<Tick> stream) {
        streams.add(new Made(stream, from.stage));
    }

    /** Everything that a function may see of time goes into what it makes. */
    private void process(final Made from, final int modulus) {
        final StateSpec.Value<Tick, TickFlyweight> sums =
                new StateSpec.Value<>(name("sums"), TickFlyweight.TYPE, StateOptions.DEFAULT);
        add(
                from,
                from.stream
                        .keyBy(tick -> tick.key() % modulus)
                        .process(
                                name("process"),
                                TickFlyweight.TYPE,
                                states -> {
                                    final ValueState<Tick, TickFlyweight> sum = states.open(sums);
                                    return (tick, context, out) -> {
                                        sum.edit().value(sum.edit().value() + tick.value());
                                        out.next()
                                                .key(context.watermarkNs() % 7)
                                                .value(sum.get().value() + context.sequence() + context.timeNs());
                                        out.emit();
                                    };
                                },
                                sums));
    }

    /** Timers of both kinds, in the past, the present and the future, some of which register others. */
    private void timers(final Made from, final int modulus) {
        final ProcessedStream<Tick> processed = from.stream
                .keyBy(tick -> tick.key() % modulus)
                .process(
                        name("timers"),
                        TickFlyweight.TYPE,
                        states -> new RandomTimers(states, SIDE),
                        ProcessSpec.of().withTimers().withSide(SIDE));
        add(from, processed.results());
        add(from, processed.side(SIDE));
    }

    private static final class RandomTimers implements ProcessFunction<Tick, TickFlyweight> {
        private final Timers timers;
        private final Collector<TickFlyweight> side;

        RandomTimers(final ProcessStates states, final SideOutput<Tick, TickFlyweight> output) {
            timers = states.timers();
            side = states.side(output);
        }

        @Override
        public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
            final long timer = timers.registerEventTime(context.timeNs() + tick.value() % 40 - 20, tick.value());
            timers.registerProcessingTime(context.processingTimeNs() + tick.value() % 50 - 5, tick.value());
            if (tick.value() % 5 == 0) {
                timers.delete(timer);
                side.next().key(tick.key()).value(context.watermarkNs() % 7);
                side.emit();
            }
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
            out.next()
                    .key(context.key())
                    .value(context.payload()
                            + context.watermarkNs() % 100 * 10_000
                            + context.processingTimeNs() % 100 * 1_000_000
                            + context.sequence() * 100_000_000);
            out.emit();
            if (context.payload() % 4 == 0) {
                final long atNs = context.timeNs() + context.payload() % 9 - 4;
                timers.registerEventTime(atNs, context.payload() / 2 + 1);
                timers.registerProcessingTime(context.processingTimeNs() + 3, context.payload() / 2 + 1);
            }
        }
    }

    private void union(final Made from) {
        final List<EventStream<Tick>> others = new ArrayList<>();
        for (final Made each : streams) {
            if (each.stage == from.stage && each != from && random.nextBoolean()) {
                others.add(each.stream);
            }
        }
        if (!others.isEmpty()) {
            add(from, from.stream.union(name("union"), others));
        }
    }

    @SuppressWarnings("unchecked") // a flyweight is read as what it implements
    private void window(final Made from) {
        final int keys = random.nextInt(1, 5);
        final int slideNs = random.nextInt(5, 60);
        final WindowedStream.Results<TickFlyweight, Tick> windows = from.stream
                .keyBy(tick -> tick.key() % keys)
                .window(Windows.sliding(random.nextInt(5, 60), slideNs))
                .aggregate(name("window"), new SumAggregate());
        add(from, (EventStream<Tick>) (EventStream<?>) windows.results());
        add(from, windows.late());
    }

    /** Events of rising times with some disorder and jumps, and now and then a watermark or an idle mark. */
    private static final class Input implements Source<TickFlyweight> {
        private final SplittableRandom random;
        private final int events;
        private long timeNs = -100;
        private long ingressNs = 1_000;
        private int published;

        Input(final SplittableRandom random, final int events) {
            this.random = random;
            this.events = events;
        }

        @Override
        public boolean hasOwnIngressTimes() {
            return true;
        }

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) {
            if (published == events) {
                return END_OF_INPUT;
            }
            // The choices must not depend on the limit, which differs between runs.
            final int count = Math.min(limit, Math.min(1 + published % 3, events - published));
            for (int i = 0; i < count; i++) {
                timeNs += random.nextInt(4);
                if (random.nextInt(40) == 0) {
                    timeNs += random.nextInt(200);
                }
                out.claim()
                        .timeNs(timeNs - random.nextInt(30))
                        .key(random.nextInt(6))
                        .value(random.nextInt(1_000));
                ingressNs += random.nextInt(-2, 8);
                out.commitAt(ingressNs);
                if (random.nextInt(50) == 0) {
                    out.watermark(timeNs - random.nextInt(10));
                }
                if (random.nextInt(50) == 0) {
                    ingressNs += random.nextInt(30);
                    out.tickAt(ingressNs);
                }
                if (random.nextInt(100) == 0) {
                    out.idle();
                }
            }
            published += count;
            return count;
        }
    }
}
