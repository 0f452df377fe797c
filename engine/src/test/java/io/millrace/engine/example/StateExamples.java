package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessStates;
import io.millrace.state.AggregateFunction;
import io.millrace.state.AggregatingState;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import java.time.Duration;

/** The kinds of state by key, as the guide shows them. */
final class StateExamples {
    private StateExamples() {}

    // tag::kinds[]
    static final StateOptions HOUR =
            StateOptions.DEFAULT.withTtlNs(Duration.ofHours(1).toNanos()).withMaxKeys(100_000);
    static final StateSpec.ListOf<Last, LastFlyweight> PRICES =
            new StateSpec.ListOf<>("prices", LastFlyweight.TYPE, 3, HOUR);
    static final StateSpec.MapOf<Sum, SumFlyweight> BY_PRICE =
            new StateSpec.MapOf<>("by-price", null, SumFlyweight.TYPE, 1_000_000, HOUR);
    static final StateSpec.Reducing<Trade, TradeFlyweight> LARGEST =
            new StateSpec.Reducing<>("largest", TradeFlyweight.TYPE, StateExamples::larger, HOUR);
    static final AggregateFunction<Trade, SumFlyweight> ADDING =
            (sum, trade) -> sum.count(sum.count() + 1).quantity(sum.quantity() + trade.quantity());
    static final StateSpec.Aggregating<Trade, Sum, SumFlyweight> TOTAL =
            new StateSpec.Aggregating<>("total", SumFlyweight.TYPE, ADDING, HOUR);

    static void larger(TradeFlyweight largest, Trade trade) {
        if (trade.quantity() > largest.quantity()) {
            largest.copyFrom((TradeFlyweight) trade);
        }
    }

    /** Passes a trade on whose price is none of the last three of its symbol, and is that of the largest trade. */
    static final class Unusual implements ProcessFunction<Trade, TradeFlyweight> {
        private final ListState<Last, LastFlyweight> prices;
        private final MapState<Sum, SumFlyweight> byPrice;
        private final ReducingState<Trade, TradeFlyweight> largest;
        private final AggregatingState<Trade, Sum, SumFlyweight> total;

        Unusual(ProcessStates states) {
            prices = states.open(PRICES);
            byPrice = states.open(BY_PRICE);
            largest = states.open(LARGEST);
            total = states.open(TOTAL);
        }

        @Override
        public void onEvent(Trade trade, ProcessContext context, Collector<TradeFlyweight> out) {
            boolean recent = false;
            for (int i = 0; i < prices.size(); i++) {
                recent |= prices.get(i).price() == trade.price();
            }
            prices.add().price(trade.price());
            SumFlyweight atPrice = byPrice.edit(trade.price());
            atPrice.count(atPrice.count() + 1);
            largest.add(trade);
            total.add(trade);
            if (!recent && largest.get().price() == trade.price()) {
                out.next().symbol(trade.symbol()).quantity(total.get().quantity());
                out.emit();
            }
        }
    }

    static EventStream<Trade> unusual(EventStream<Trade> trades) {
        return trades.keyBy(Trade::symbol)
                .process("unusual", TradeFlyweight.TYPE, Unusual::new, PRICES, BY_PRICE, LARGEST, TOTAL);
    }
    // end::kinds[]
}
