package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.graph.Overload;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import io.millrace.windowing.watermark.Watermarks;

final class PriceChanges {
    private PriceChanges() {}

    // tag::state[]
    static final StateSpec.Value<Last, LastFlyweight> LAST =
            new StateSpec.Value<>("last", LastFlyweight.TYPE, StateOptions.DEFAULT);

    static EventStream<Change> changes(final EventStream<Trade> trades) {
        return trades.keyBy(Trade::symbol)
                .process(
                        "changes",
                        ChangeFlyweight.TYPE,
                        states -> {
                            final ValueState<Last, LastFlyweight> last = states.open(LAST);
                            return (trade, context, out) -> {
                                final Last before = last.get();
                                if (before != null) {
                                    out.next().symbol(trade.symbol()).change(trade.price() - before.price());
                                    out.emit();
                                }
                                last.edit().price(trade.price());
                            };
                        },
                        LAST);
    }
    // end::state[]

    static Pipeline pipeline() {
        // tag::overload[]
        final PipelineBuilder builder = Pipeline.builder("price-changes");
        final EventStream<Trade> trades = builder.pushSource(
                "trades",
                TradeFlyweight.TYPE,
                Watermarks.ascending(),
                new Overload.Conflate((Trade trade) -> trade.symbol(), 1_000));
        // end::overload[]
        changes(trades)
                .sink(
                        "print",
                        context -> change ->
                                System.out.println(context.symbols().textOf(change.symbol()) + " " + change.change()));
        return builder.build();
    }
}
