package io.millrace.engine.example;

import io.millrace.engine.EventStream;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.ProcessedStream;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.source.SourceFactory;
import io.millrace.state.StateOptions;
import io.millrace.windowing.watermark.WatermarkSpec;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;

/** Timers, side outputs and what is built of them, as the guide shows them. */
final class Silence {
    private Silence() {}

    // tag::timers[]
    static final SideOutput<Change, ChangeFlyweight> SILENT = new SideOutput<>("silent", ChangeFlyweight.TYPE);

    /** Passes changes on; a symbol without a trade for a minute goes to the side output. */
    static final class Watch implements ProcessFunction<Trade, ChangeFlyweight> {
        private static final long MINUTE_NS = 60_000_000_000L;
        private final Timers timers;
        private final Collector<ChangeFlyweight> silent;

        Watch(ProcessStates states) {
            timers = states.timers();
            silent = states.side(SILENT);
        }

        @Override
        public void onEvent(Trade trade, ProcessContext context, Collector<ChangeFlyweight> out) {
            timers.registerEventTime(context.timeNs() + MINUTE_NS, trade.price());
        }

        @Override
        public void onTimer(TimerContext context, Collector<ChangeFlyweight> out) {
            silent.next().change(context.payload());
            silent.emit();
        }
    }

    static ProcessedStream<Change> watch(EventStream<Trade> trades) {
        return trades.keyBy(Trade::symbol)
                .process(
                        "watch",
                        ChangeFlyweight.TYPE,
                        Watch::new,
                        ProcessSpec.of().withTimers().withSide(SILENT));
    }
    // end::timers[]

    static void sources(PipelineBuilder builder, SourceFactory<TradeFlyweight> feed) {
        // tag::watermarks[]
        WatermarkSpec watermarks = Watermarks.everyEvents(100, Watermarks.boundedDisorder(Duration.ofMillis(200)))
                .withIdleAfter(Duration.ofSeconds(1))
                .withMaxLead(Duration.ofSeconds(30));
        EventStream<Trade> trades = builder.source("trades", TradeFlyweight.TYPE, watermarks, feed);
        // end::watermarks[]
        // tag::sugar[]
        trades.keyBy(Trade::symbol)
                .deduplicate("once", TradeFlyweight.TYPE, Duration.ofMillis(5))
                .keyBy(Trade::symbol)
                .reduce(
                        "total",
                        TradeFlyweight.TYPE,
                        (sum, trade) -> sum.quantity(sum.quantity() + trade.quantity()),
                        StateOptions.DEFAULT.withMaxKeys(100_000))
                .forEach("print", System.out::println);
        // end::sugar[]
    }
}
