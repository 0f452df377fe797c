package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.KeyedStream;
import io.millrace.engine.ProcessedStream;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.run.Run;
import io.millrace.state.StateOptions;
import io.millrace.windowing.Windows;
import java.time.Duration;
import java.util.List;

/** Streams put together, taken apart, ranked and read, as the guide shows them. */
final class StreamExamples {
    private StreamExamples() {}

    static void unionAndBranch(EventStream<Trade> nyse, EventStream<Trade> nasdaq, EventStream<Trade> arca) {
        // tag::union[]
        EventStream<Trade> trades = nyse.union("all-trades", List.of(nasdaq, arca));
        EventStream.Branches<Trade> sizes = trades.branch("blocks", trade -> trade.quantity() >= 10_000);
        sizes.matching().forEach("large", trade -> System.out.println("block: " + trade));
        sizes.rest().forEach("small", trade -> System.out.println(trade));
        // end::union[]
    }

    static void top(KeyedStream<Trade> bySymbol) {
        // tag::top[]
        EventStream<Ranked> ranks = bySymbol.top(
                "largest-three",
                TradeFlyweight.TYPE,
                3,
                Trade::quantity,
                RankedFlyweight.TYPE,
                (rank, trade, out) -> out.symbol(trade.symbol())
                        .rank(rank)
                        .price(trade.price())
                        .quantity(trade.quantity()),
                StateOptions.DEFAULT.withMaxKeys(10_000));
        // end::top[]
        ranks.forEach("ranks", rank -> {});
    }

    static void results(EventStream<Trade> trades) {
        // tag::results[]
        ProcessedStream<Change> watched = Silence.watch(trades);
        watched.results().forEach("changes", System.out::println);
        watched.side(Silence.SILENT).forEach("silence", change -> System.out.println("silent: " + change));
        // end::results[]
    }

    static void texts(EventStream<Trade> trades) {
        // tag::texts[]
        trades.forEach("numbers", trade -> System.out.println(trade.symbol()));
        trades.sink(
                "texts",
                context -> trade -> System.out.println(context.symbols().textOf(trade.symbol())));
        // end::texts[]
    }

    static WindowExplanation explained(Run run, long timeNs) {
        // tag::explained[]
        long startNs = Windows.tumbling(Duration.ofSeconds(1)).startOf(timeNs);
        WindowExplanation why = run.explainWindow("bars", "ACME", startNs);
        System.err.println(why);
        // end::explained[]
        return why;
    }
}
