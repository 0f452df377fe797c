package io.millrace.demo.market;

import io.millrace.windowing.Aggregate;
import io.millrace.windowing.aggregate.Aggregates;

/** What is computed of trades and quotes, besides bars. */
final class Computations {
    private Computations() {}

    static Aggregate<Trade, ?, VwapFlyweight> vwap(final Scales scales) {
        return Aggregates.<Trade>named("Vwap")
                .key("symbol")
                .start("startNs")
                .end("endNs")
                .sumOfProducts("notional", Trade::price, Trade::quantity)
                .sum128("volume", Trade::quantity)
                .count("count")
                .vwap("vwap", Trade::price, Trade::quantity)
                .into(scales.vwapType());
    }

    static Aggregate<Trade, ?, SessionFlyweight> session(final Scales scales) {
        return Aggregates.<Trade>named("Session")
                .key("symbol")
                .start("startNs")
                .end("endNs")
                .count("count")
                .sum128("volume", Trade::quantity)
                .into(scales.sessionType());
    }

    static Aggregate<Quote, ?, SpreadFlyweight> spread(final Scales scales) {
        return Aggregates.<Quote>named("Spread")
                .key("symbol")
                .start("startNs")
                .end("endNs")
                .count("updates")
                .min("min", Computations::spread)
                .max("max", Computations::spread)
                .sum128("sum", Computations::spread)
                .sum("locked", quote -> quote.ask() == quote.bid() ? 1 : 0)
                .sum("crossed", quote -> quote.ask() < quote.bid() ? 1 : 0)
                .into(scales.spreadType());
    }

    private static long spread(final Quote quote) {
        return Math.subtractExact(quote.ask(), quote.bid());
    }

    static void quotedTrade(final Trade trade, final Quote quote, final QuotedTradeFlyweight out) {
        out.symbol(trade.symbol()).timeNs(trade.timeNs()).price(trade.price()).quantity(trade.quantity());
        if (quote != null) {
            out.quoteTimeNs(quote.timeNs())
                    .bid(quote.bid())
                    .bidQuantity(quote.bidQuantity())
                    .ask(quote.ask())
                    .askQuantity(quote.askQuantity());
        }
    }
}
