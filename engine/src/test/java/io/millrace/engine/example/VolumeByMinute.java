package io.millrace.engine.example;

// tag::pipeline[]
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;

final class VolumeByMinute {
    static Pipeline pipeline() {
        final PipelineBuilder builder = Pipeline.builder("volume-by-minute");
        builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.boundedDisorder(Duration.ofMillis(200)))
                .filter(trade -> trade.quantity() > 0)
                .map(
                        TradeFlyweight.TYPE,
                        (trade, lots) ->
                                lots.symbol(trade.symbol()).price(trade.price()).quantity(trade.quantity() / 100))
                .keyBy(Trade::symbol)
                .window(Windows.tumbling(Duration.ofMinutes(1)))
                .aggregate(
                        "volume",
                        Aggregates.<Trade>named("Volume")
                                .key("symbol")
                                .start("startNs")
                                .sum("lots", Trade::quantity)
                                .max("high", Trade::price)
                                .build())
                .results()
                .forEach("print", System.out::println);
        return builder.build();
    }
}
// end::pipeline[]
