package io.millrace.engine.example;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.csv.CsvSource;
import io.millrace.engine.csv.RejectFile;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.file.Path;
import java.time.Duration;

final class BarsFromFile {
    private BarsFromFile() {}

    static Pipeline pipeline(final Path trades, final Path out) {
        final PipelineBuilder builder = Pipeline.builder("bars-from-file");
        // tag::csv[]
        final CsvSource<TradeFlyweight> file = CsvSource.<TradeFlyweight>of(trades.toString())
                .column("timeNs", "timestamp")
                .maxJump(Duration.ofDays(7).toNanos())
                .rejectTo(RejectFile.to(out.resolve("rejects.csv")));
        // end::csv[]
        // tag::windows[]
        final WindowedStream.Results<BarFlyweight, Trade> bars = builder.source(
                        "trades", TradeFlyweight.TYPE, Watermarks.boundedDisorder(Duration.ofMillis(200)), file)
                .keyBy(Trade::symbol)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate(
                        "bars",
                        Aggregates.<Trade>named("Bar")
                                .key("symbol")
                                .start("startNs")
                                .first("open", Trade::price)
                                .max("high", Trade::price)
                                .min("low", Trade::price)
                                .last("close", Trade::price)
                                .sum("volume", Trade::quantity)
                                .into(BarFlyweight.TYPE));
        bars.results().sink("bars-file", CsvSink.to(out.resolve("bars.csv")));
        bars.late().sink("late-file", CsvSink.to(out.resolve("late.csv")));
        builder.lateTo(symbols -> late -> System.err.println(late.event() + " is late for " + late.missed()));
        // end::windows[]
        return builder.build();
    }

    static RunState run(final Pipeline pipeline) throws InterruptedException {
        // tag::running[]
        final RunOptions options =
                RunOptions.defaults().withLayout(Layout.INLINE).withStateLimitBytes(1L << 30);
        try (Run run = Millrace.start(pipeline, options)) {
            while (!run.await(Duration.ofSeconds(1))) {
                System.err.println(run.metrics());
            }
            run.failure().ifPresent(Throwable::printStackTrace);
            return run.state();
        }
        // end::running[]
    }
}
