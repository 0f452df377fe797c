package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.Joined;
import io.millrace.windowing.Windows;
import java.time.Duration;

/** Joins, as the guide shows them. */
final class JoinExamples {
    private JoinExamples() {}

    static Joined<QuotedTrade, Trade, Quote> asOf(final EventStream<Trade> trades, final EventStream<Quote> quotes) {
        // tag::asof[]
        Joined<QuotedTrade, Trade, Quote> joined = trades.keyBy(Trade::symbol)
                .asOfJoin(quotes.keyBy(Quote::symbol))
                .tolerance(Duration.ofSeconds(10))
                .join("asof", QuotedTradeFlyweight.TYPE, (trade, quote, out) -> {
                    out.symbol(trade.symbol()).price(trade.price());
                    if (quote != null) {
                        out.bid(quote.bid());
                    }
                });
        // end::asof[]
        return joined;
    }

    static Joined<QuotedTrade, Trade, Quote> interval(
            final EventStream<Trade> trades, final EventStream<Quote> quotes) {
        // tag::interval[]
        Joined<QuotedTrade, Trade, Quote> joined = trades.keyBy(Trade::symbol)
                .intervalJoin(quotes.keyBy(Quote::symbol), Duration.ZERO, Duration.ofSeconds(1))
                .upperExclusive()
                .left()
                .join("next-quotes", QuotedTradeFlyweight.TYPE, (trade, quote, out) -> {
                    out.symbol(trade.symbol()).price(trade.price());
                    if (quote != null) {
                        out.bid(quote.bid());
                    }
                });
        // end::interval[]
        return joined;
    }

    static Joined<QuotedTrade, Trade, Quote> window(final EventStream<Trade> trades, final EventStream<Quote> quotes) {
        // tag::window[]
        Joined<QuotedTrade, Trade, Quote> joined = trades.keyBy(Trade::symbol)
                .windowJoin(quotes.keyBy(Quote::symbol), Windows.tumbling(Duration.ofMillis(100)))
                .maxBuffered(1_000_000)
                .join(
                        "same-tenth",
                        QuotedTradeFlyweight.TYPE,
                        (trade, quote, out) ->
                                out.symbol(trade.symbol()).price(trade.price()).bid(quote.bid()));
        // end::window[]
        return joined;
    }
}
