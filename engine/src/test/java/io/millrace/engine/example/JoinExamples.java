package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.Joined;
import io.millrace.engine.function.BroadcastFunction;
import io.millrace.engine.function.BroadcastStates;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.StepContext;
import io.millrace.state.MapState;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
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

    static Joined<QuotedTrade, Trade, Quote> lookup(final EventStream<Trade> trades, final EventStream<Quote> quotes) {
        // tag::lookup[]
        Joined<QuotedTrade, Trade, Quote> joined = trades.keyBy(Trade::symbol)
                .lookup(quotes.keyBy(Quote::symbol))
                .asOfEventTime(Duration.ofMinutes(1))
                .deletedIf(quote -> quote.bid() == 0)
                .join("reference", QuotedTradeFlyweight.TYPE, (trade, quote, out) -> {
                    out.symbol(trade.symbol()).price(trade.price());
                    if (quote != null) {
                        out.bid(quote.bid());
                    }
                });
        // end::lookup[]
        return joined;
    }

    static EventStream<QuotedTrade> broadcast(final EventStream<Trade> trades, final EventStream<Quote> limits) {
        // tag::broadcast[]
        EventStream<QuotedTrade> alerts = trades.broadcastJoin(limits.keyBy(Quote::symbol))
                .deletedIf(limit -> limit.ask() == 0)
                .maxEntries(1_000)
                .join("alerts", QuotedTradeFlyweight.TYPE, (trade, limit, out) -> {
                    out.symbol(trade.symbol()).price(trade.price()).bid(limit.bid());
                    return trade.price() < limit.bid() || trade.price() > limit.ask();
                });
        // end::broadcast[]
        return alerts;
    }

    // tag::rules[]
    static final StateSpec.MapOf<Quote, QuoteFlyweight> LIMITS =
            new StateSpec.MapOf<>("limits", null, QuoteFlyweight.TYPE, 1_000, StateOptions.DEFAULT);

    /** Passes on the trades that lie outside of their symbol's limits, which another stream sets. */
    static final class Watched implements BroadcastFunction<Trade, Quote, TradeFlyweight> {
        private final MapState<Quote, QuoteFlyweight> limits;

        Watched(BroadcastStates states) {
            limits = states.openBroadcast(LIMITS);
        }

        @Override
        public void onBroadcast(Quote limit, StepContext context, Collector<TradeFlyweight> out) {
            limits.edit(limit.symbol()).bid(limit.bid()).ask(limit.ask());
        }

        @Override
        public void onEvent(Trade trade, ProcessContext context, Collector<TradeFlyweight> out) {
            Quote limit = limits.get(trade.symbol());
            if (limit != null && (trade.price() < limit.bid() || trade.price() > limit.ask())) {
                out.next().symbol(trade.symbol()).price(trade.price());
                out.emit();
            }
        }
    }

    static EventStream<Trade> watched(EventStream<Trade> trades, EventStream<Quote> limits) {
        return trades.keyBy(Trade::symbol)
                .withBroadcast(limits, LIMITS)
                .process("watched", TradeFlyweight.TYPE, Watched::new);
    }
    // end::rules[]
}
