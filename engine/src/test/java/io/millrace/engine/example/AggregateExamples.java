package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.testkit.AggregateLaws;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.aggregate.Quantiles;
import java.time.Duration;

/** Aggregates, as the guide shows them. */
final class AggregateExamples {
    private AggregateExamples() {}

    // tag::aggregates[]
    static Aggregate<Trade, DynamicRecord, DynamicRecord> figures() {
        return Aggregates.<Trade>named("Figures")
                .key("symbol")
                .end("endNs")
                .ohlc("open", "high", "low", "close", Trade::price)
                .vwap("vwap", Trade::price, Trade::quantity)
                .twap("twap", Trade::price)
                .standardDeviation("deviation", Trade::price)
                .ewma("trend", Duration.ofSeconds(3), Trade::price)
                .quantiles(
                        Quantiles.<Trade>of(Trade::quantity).at("median", 0.5).at("p99", 0.99))
                .top("largest", 2, Trade::quantity, Trade::price)
                .build();
    }

    static EventStream<DynamicRecord> figures(final EventStream<Trade> trades) {
        return trades.keyBy(Trade::symbol)
                .window(Windows.tumbling(Duration.ofSeconds(10)))
                .aggregate("figures", figures())
                .results();
    }
    // end::aggregates[]

    // tag::laws[]
    static void shouldKeepTheLaws() {
        AggregateLaws.of(
                        figures(),
                        TradeFlyweight.TYPE,
                        (random, trade) -> trade.price(random.nextLong(90, 110)).quantity(random.nextLong(1, 1_000)))
                .inAnyOrder()
                .tolerance(1e-9)
                .check();
    }
    // end::laws[]
}
