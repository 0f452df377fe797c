package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.WindowedStream;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.aggregate.Aggregates;
import java.time.Duration;
import java.util.Arrays;

/** Sessions and count windows, as the guide shows them. */
final class SessionExamples {
    private SessionExamples() {}

    static void bursts(final EventStream<Trade> trades) {
        // tag::sessions[]
        WindowedStream.Results<DynamicRecord, Trade> bursts = trades.keyBy(Trade::symbol)
                .window(SessionWindows.withGap(Duration.ofMillis(500)))
                .allowedLateness(Duration.ofSeconds(2))
                .aggregate(
                        "bursts",
                        Aggregates.<Trade>named("Burst")
                                .key("symbol")
                                .start("startNs")
                                .end("endNs")
                                .sum("volume", Trade::quantity)
                                .build());
        bursts.results().forEach("print", System.out::println);
        bursts.retractions().forEach("take-back", burst -> System.out.println("no: " + burst));
        // end::sessions[]
    }

    static void hundreds(final EventStream<Trade> trades) {
        // tag::counts[]
        trades.keyBy(Trade::symbol)
                .window(CountWindows.sliding(100, 10))
                .aggregate(
                        "last-hundred",
                        Aggregates.<Trade>named("Range")
                                .key("symbol")
                                .max("high", Trade::price)
                                .min("low", Trade::price)
                                .build())
                .results()
                .forEach("print", System.out::println);
        // end::counts[]
    }

    static EventStream<Trade> medians(final EventStream<Trade> trades) {
        // tag::counted-elements[]
        return trades.keyBy(Trade::symbol)
                .window(CountWindows.sliding(100, 10))
                .process(
                        "median",
                        TradeFlyweight.TYPE,
                        (window, elements, out) -> {
                            final long[] prices = new long[elements.size()];
                            for (int i = 0; i < prices.length; i++) {
                                prices[i] = elements.get(i).price();
                            }
                            Arrays.sort(prices);
                            out.next().symbol((int) window.key()).price(prices[prices.length / 2]);
                            out.emit();
                        },
                        100)
                .results();
        // end::counted-elements[]
    }
}
