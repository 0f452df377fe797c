package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.WindowedStream;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.aggregate.Aggregates;
import java.time.Duration;

/** Sessions, as the guide shows them. */
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
}
