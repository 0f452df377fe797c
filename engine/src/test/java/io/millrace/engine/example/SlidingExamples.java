package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.WindowedStream;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import java.time.Duration;

/** Windows that overlap, as the guide shows them. */
final class SlidingExamples {
    private SlidingExamples() {}

    static WindowedStream.Results<BarFlyweight, Trade> highs(final EventStream<Trade> trades) {
        // tag::sliding[]
        WindowedStream.Results<BarFlyweight, Trade> highs = trades.keyBy(Trade::symbol)
                .window(Windows.sliding(Duration.ofSeconds(10), Duration.ofSeconds(1)))
                .aggregate(
                        "highs",
                        Aggregates.<Trade>named("High")
                                .key("symbol")
                                .start("startNs")
                                .max("high", Trade::price)
                                .sum("volume", Trade::quantity)
                                .into(BarFlyweight.TYPE));
        // end::sliding[]
        return highs;
    }
}
