package io.millrace.engine.recovery;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.ProcessedStream;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.csv.CsvOutput;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateEvent;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.engine.source.EventGenerator;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A pipeline with windows, timers, an as-of join and a process function, into files and one for late events. */
final class CrashPipeline {
    static final List<String> FILES = List.of("sums.csv", "pairs.csv", "gone.csv", "running.csv", "late.csv");

    private static final long SILENCE_NS = 900;
    private static final SideOutput<Tick, TickFlyweight> GONE = new SideOutput<>("gone", TickFlyweight.TYPE);

    private CrashPipeline() {}

    /** The event of an index: out of order, and now and then late. */
    static void event(final long index, final TickFlyweight tick) {
        final long mixed = (index + 1) * 0x9E3779B97F4A7C15L;
        final long disorder = (mixed >>> 40) % 60;
        final long late = (mixed >>> 20) % 37 == 0 ? 400 : 0;
        tick.timeNs(index * 10 - disorder - late).key((mixed >>> 33) % 23).value((mixed >>> 50) % 2_000 - 900);
    }

    /** The pipeline over generated events. */
    static Pipeline generated(final int events, final Path folder) {
        return generated(events, file -> CsvSink.to(folder.resolve(file)), new LateFile(folder.resolve("late.csv")));
    }

    static Pipeline generated(
            final int events, final Function<String, SinkFactory<Tick>> sinks, final LateSinkFactory late) {
        final EventGenerator<TickFlyweight> generator = (index, tick, draw) -> event(index, tick);
        final PipelineBuilder builder = Pipeline.builder("crash");
        return build(
                builder,
                builder.source(
                        "ticks",
                        TickFlyweight.TYPE,
                        Watermarks.boundedDisorder(60),
                        GeneratedSource.of(events, generator)),
                sinks,
                late);
    }

    /** The pipeline over events that are pushed. */
    static Pipeline pushed(final Path folder) {
        return pushed(file -> CsvSink.to(folder.resolve(file)), new LateFile(folder.resolve("late.csv")));
    }

    static Pipeline pushed(final Function<String, SinkFactory<Tick>> sinks, final LateSinkFactory late) {
        final PipelineBuilder builder = Pipeline.builder("crash");
        return build(
                builder, builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(60)), sinks, late);
    }

    private static Pipeline build(
            final PipelineBuilder builder,
            final EventStream<Tick> ticks,
            final Function<String, SinkFactory<Tick>> sinks,
            final LateSinkFactory late) {
        ticks.keyBy(Tick::key)
                .window(Windows.tumbling(100))
                .aggregate("sum", new SumAggregate())
                .results()
                .sink("sums", sinks.apply("sums.csv"));
        final EventStream.Branches<Tick> sides = ticks.branch("sides", tick -> tick.value() > 0);
        sides.matching()
                .keyBy(Tick::key)
                .asOfJoin(sides.rest().keyBy(Tick::key))
                .join(
                        "pairs",
                        TickFlyweight.TYPE,
                        (left, right, out) -> out.key(left.key())
                                .value(right == null ? left.value() : left.value() * 1_000 - right.value()))
                .results()
                .sink("pairs out", sinks.apply("pairs.csv"));
        final ProcessedStream<Tick> processed = ticks.keyBy(Tick::key)
                .process(
                        "silence",
                        TickFlyweight.TYPE,
                        states -> new Silence(states.timers(), states.side(GONE)),
                        ProcessSpec.of().withTimers().withSide(GONE));
        processed.results().sink("running", sinks.apply("running.csv"));
        processed.side(GONE).sink("gone", sinks.apply("gone.csv"));
        builder.lateTo(late);
        return builder.build();
    }

    /** Passes on what is divisible by 5, and tells some time after each such event. */
    private static final class Silence implements ProcessFunction<Tick, TickFlyweight> {
        private final Timers timers;
        private final Collector<TickFlyweight> gone;

        Silence(final Timers timers, final Collector<TickFlyweight> gone) {
            this.timers = timers;
            this.gone = gone;
        }

        @Override
        public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
            if (tick.value() % 5 == 0) {
                timers.registerEventTime(context.timeNs() + SILENCE_NS, tick.value());
                out.next().copyFrom((TickFlyweight) tick);
                out.emit();
            }
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
            gone.next().key(context.key()).value(context.payload());
            gone.emit();
        }
    }

    /** What the files hold. */
    static Map<String, String> read(final Path folder) throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        for (final String file : FILES) {
            contents.put(file, Files.readString(folder.resolve(file)));
        }
        return contents;
    }

    /** Late events, one a line. */
    record LateFile(String path) implements LateSinkFactory {
        private static final long serialVersionUID = 1L;

        LateFile(final Path path) {
            this(path.toString());
        }

        @Override
        public LateSink open(final LateContext context) throws IOException {
            final CsvOutput output = CsvOutput.open(Path.of(path), context.journaling());
            if (output.lengthBytes() == 0) {
                output.text("time_ns").text("late_by_ns").text("missed").endRow();
                output.flush();
            }
            return new Writing(output);
        }

        private record Writing(CsvOutput output) implements LateSink, DurableOutput {
            @Override
            public void accept(final LateEvent late) throws IOException {
                output.number(late.timeNs()).number(late.lateByNs()).text(String.join(" ", late.missed()));
                output.endRow();
            }

            @Override
            public StoredOutput stored() {
                return output.stored();
            }

            @Override
            public void commit(final long outputs, final long position, final long digest, final boolean forced)
                    throws IOException {
                output.commit(outputs, position, digest, forced);
            }

            @Override
            public void flush() throws IOException {
                output.flush();
            }

            @Override
            public void close() throws IOException {
                output.close();
            }
        }
    }
}
