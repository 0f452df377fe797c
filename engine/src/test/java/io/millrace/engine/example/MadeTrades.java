package io.millrace.engine.example;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.sink.CollectingSink;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;

final class MadeTrades {
    private MadeTrades() {}

    static List<TradeFlyweight> large() throws InterruptedException {
        // tag::made[]
        final GeneratedSource<TradeFlyweight> made = GeneratedSource.of(
                10_000,
                (index, trade, draw) -> trade.timeNs(index * 10_000)
                        .symbol(draw.idOf(draw.below(2) == 0 ? "ACME" : "BOLT"))
                        .price(100_00 + draw.below(200))
                        .quantity(1 + draw.below(500)));
        final CollectingSink<Trade, TradeFlyweight> large = CollectingSink.of(TradeFlyweight.TYPE, 1_000);

        final PipelineBuilder builder = Pipeline.builder("large-trades");
        builder.source("trades", TradeFlyweight.TYPE, Watermarks.ascending(), made.withSeed(42))
                .filter(trade -> trade.quantity() > 490)
                .sink("large", large);
        try (Run run = Millrace.start(builder.build())) {
            run.join();
        }
        final List<TradeFlyweight> trades = large.records();
        // end::made[]
        return trades;
    }
}
