package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.source.EventGenerator;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A pipeline with an operator that is no function of its input. */
final class ImpurePipeline {
    static final long FIRST_IMPURE = 1_000;

    private static final int EVENTS = 3_000;

    private ImpurePipeline() {}

    /** What the operator does. */
    enum Impurity {
        NONE,
        CLOCK,
        HASH_ORDER,
        RANDOM,
        TANH
    }

    /** The source fails at an event. */
    static Pipeline of(final Impurity impurity, final SinkFactory<? super Tick> into, final long failAt) {
        final EventGenerator<TickFlyweight> generator = (index, tick, draw) -> {
            if (index >= failAt) {
                throw new IllegalStateException("crash");
            }
            tick.timeNs(index * 10).key(index % 7).value(index);
        };
        final PipelineBuilder builder = Pipeline.builder("impure");
        builder.source("ticks", TickFlyweight.TYPE, Watermarks.ascending(), GeneratedSource.of(EVENTS, generator))
                .map(
                        "impure",
                        TickFlyweight.TYPE,
                        (tick, out) -> out.timeNs(tick.timeNs()).key(tick.key()).value(spoiled(impurity, tick.value())))
                .keyBy(Tick::key)
                .window(Windows.tumbling(100))
                .aggregate("sum", new SumAggregate())
                .results()
                .sink("out", into);
        return builder.build();
    }

    private static long spoiled(final Impurity impurity, final long value) {
        if (value < FIRST_IMPURE) {
            return value;
        }
        return switch (impurity) {
            case NONE -> value;
            case CLOCK -> System.nanoTime();
            case HASH_ORDER -> firstOfMap();
            case RANDOM -> ThreadLocalRandom.current().nextLong();
            case TANH -> Double.doubleToRawLongBits(Math.tanh(value * 0.000_7));
        };
    }

    private static long firstOfMap() {
        final Map<Object, Integer> map = new HashMap<>();
        for (int i = 0; i < 64; i++) {
            map.put(new Object(), i);
        }
        return map.values().iterator().next();
    }

    static Pipeline tanh(final Path folder) {
        return of(Impurity.TANH, CsvSink.<Tick>to(folder.resolve("out.csv")), Long.MAX_VALUE);
    }

    /** Runs the pipeline that computes hyperbolic tangents. */
    public static void main(final String[] arguments) throws InterruptedException {
        final Path folder = Path.of(arguments[0]);
        final RunOptions options = RunOptions.defaults()
                .withLayout(Layout.INLINE)
                .withJournal(JournalSpec.in(folder.resolve("journal")).withCheckpointsIn(() -> null));
        try (Run run = Millrace.start(tanh(folder), options)) {
            run.join();
        }
    }
}
