package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.WindowedStream;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.trigger.Triggers;
import java.time.Duration;

/** Triggers, lateness, reductions and elements of windows, as the guide shows them. */
final class TriggerExamples {
    private TriggerExamples() {}

    private static Aggregate<Trade, DynamicRecord, DynamicRecord> volume() {
        return Aggregates.<Trade>named("Volume")
                .key("symbol")
                .start("startNs")
                .sum("volume", Trade::quantity)
                .firedBefore("firings")
                .build();
    }

    static EventStream<DynamicRecord> early(final EventStream<Trade> trades) {
        // tag::early[]
        WindowedStream.Results<DynamicRecord, Trade> volumes = trades.keyBy(Trade::symbol)
                .window(Windows.tumbling(Duration.ofMinutes(1)))
                .trigger(Triggers.every(Duration.ofSeconds(10)))
                .allowedLateness(Duration.ofSeconds(30))
                .aggregate("volumes", volume());
        // end::early[]
        return volumes.results();
    }

    static EventStream<DynamicRecord> hundreds(final EventStream<Trade> trades) {
        // tag::count[]
        return trades.keyBy(Trade::symbol)
                .window(GlobalWindow.INSTANCE)
                .trigger(Triggers.count(100).orAtEnd())
                .discarding()
                .aggregate("hundreds", volume())
                .results();
        // end::count[]
    }

    static EventStream<DynamicRecord> news(final EventStream<Trade> trades) {
        // tag::own-use[]
        return trades.keyBy(Trade::symbol)
                .window(Windows.tumbling(Duration.ofHours(1)))
                .trigger(new AfterDelay(Duration.ofSeconds(5).toNanos()))
                .discarding()
                .aggregate("news", volume())
                .results();
        // end::own-use[]
    }

    static EventStream<TradeFlyweight> largest(final EventStream<Trade> trades) {
        // tag::reduce[]
        return trades.keyBy(Trade::symbol)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .reduce("largest", TradeFlyweight.TYPE, (largest, trade) -> {
                    if (trade.quantity() > largest.quantity()) {
                        largest.copyFrom((TradeFlyweight) trade);
                    }
                })
                .results();
        // end::reduce[]
    }

    static EventStream<Trade> rises(final EventStream<Trade> trades) {
        // tag::elements[]
        return trades.windowAll(Windows.tumbling(Duration.ofSeconds(1)))
                .process(
                        "rises",
                        TradeFlyweight.TYPE,
                        (window, elements, out) -> {
                            long before = Long.MAX_VALUE;
                            for (int i = 0; i < elements.size(); i++) {
                                final Trade trade = elements.get(i);
                                if (trade.price() > before) {
                                    out.next().copyFrom((TradeFlyweight) trade);
                                    out.emit();
                                }
                                before = trade.price();
                            }
                        },
                        10_000)
                .results();
        // end::elements[]
    }
}
