package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.example.Trade;
import io.millrace.engine.example.TradeFlyweight;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.operator.OperatorException;
import io.millrace.engine.run.RunOptions;
import io.millrace.state.StateOptions;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Errors at a limit name the option that sets it, and keys as people know them. */
class LimitErrorsTest {
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

    private static PipelineTester tester(final Consumer<EventStream<Trade>> operators) {
        final PipelineBuilder builder = Pipeline.builder("test");
        operators.accept(builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending()));
        final PipelineTester tester = PipelineTester.of(builder.build());
        tester.symbol("trades", "ACME");
        tester.symbol("trades", "BOLT");
        return tester;
    }

    private static void push(final PipelineTester tester, final long timeNs, final int symbol, final long quantity) {
        tester.push(
                "trades",
                TradeFlyweight.TYPE,
                trade -> trade.timeNs(timeNs).symbol(symbol).quantity(quantity));
    }

    private static void assertSays(final String part, final Executable action) {
        final String message = assertThrows(Exception.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void shouldNameTheSymbolOfAWindowWhoseSumDoesNotFit() {
        try (PipelineTester tester = tester(trades -> trades.keyBy(Trade::symbol)
                .window(Windows.tumbling(SECOND_NS))
                .aggregate(
                        "volume",
                        Aggregates.<Trade>named("Volume")
                                .sum("sum", Trade::quantity)
                                .build())
                .results()
                .forEach("out", volume -> {}))) {
            push(tester, 1, 1, Long.MAX_VALUE);
            push(tester, 2, 1, 1);
            assertSays("window [0, 1000000000) of key BOLT:", tester::endInput);
        }
    }

    @Test
    void shouldNameTheNumberOfAKeyThatIsNoSymbol() {
        try (PipelineTester tester = tester(trades -> trades.keyBy(trade -> trade.symbol() + 7L)
                .window(Windows.tumbling(SECOND_NS))
                .aggregate(
                        "volume",
                        Aggregates.<Trade>named("Volume")
                                .sum("sum", Trade::quantity)
                                .build())
                .results()
                .forEach("out", volume -> {}))) {
            push(tester, 1, 1, Long.MAX_VALUE);
            push(tester, 2, 1, 1);
            assertSays("window [0, 1000000000) of key 8:", tester::endInput);
        }
    }

    /** Registers one timer after another. */
    private static final class Beat implements ProcessFunction<Trade, TradeFlyweight> {
        private final Timers timers;

        Beat(final ProcessStates states) {
            timers = states.timers();
        }

        @Override
        public void onEvent(final Trade trade, final ProcessContext context, final Collector<TradeFlyweight> out) {
            timers.registerEventTime(context.timeNs() + 1, 0);
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<TradeFlyweight> out) {
            timers.registerEventTime(context.timeNs() + 1, 0);
        }
    }

    private static PipelineTester beat(final ProcessSpec spec) {
        return tester(trades -> trades.keyBy(Trade::symbol)
                .process("beat", TradeFlyweight.TYPE, Beat::new, spec)
                .results()
                .forEach("out", trade -> {}));
    }

    @Test
    void shouldNameTheSymbolWhoseTimersRegisterOneAnotherForEver() {
        try (PipelineTester tester = beat(ProcessSpec.of().withTimers())) {
            push(tester, 1, 1, 1);
            assertSays("the timer of key BOLT", () -> push(tester, SECOND_NS, 1, 1));
        }
    }

    @Test
    void shouldNameTheOptionThatLimitsPendingTimers() {
        try (PipelineTester tester = beat(ProcessSpec.of().withTimers(2))) {
            push(tester, 5, 0, 1);
            push(tester, 5, 1, 1);
            assertSays("ProcessSpec.withTimers(max)", () -> push(tester, 5, 1, 1));
        }
    }

    @Test
    void shouldNameTheOptionThatLimitsKeys() {
        try (PipelineTester tester = tester(trades -> trades.keyBy(Trade::symbol)
                .reduce("last", TradeFlyweight.TYPE, (sum, trade) -> {}, StateOptions.DEFAULT.withMaxKeys(1))
                .forEach("out", trade -> {}))) {
            push(tester, 1, 0, 1);
            assertSays("StateOptions.withMaxKeys(..)", () -> push(tester, 2, 1, 1));
        }
    }

    @Test
    void shouldNameTheOptionThatLimitsWhatAJoinBuffers() {
        try (PipelineTester tester = tester(trades -> trades.keyBy(Trade::symbol)
                .intervalJoin(trades.keyBy(Trade::symbol), Duration.ZERO, Duration.ofSeconds(1))
                .maxBuffered(2)
                .join("pairs", TradeFlyweight.TYPE, (left, right, out) -> {})
                .results()
                .forEach("out", trade -> {}))) {
            push(tester, 1, 0, 1);
            final OperatorException full = assertThrows(OperatorException.class, () -> push(tester, 2, 1, 1));
            assertTrue(full.getMessage().contains("by maxBuffered(..)"), full.getMessage());
        }
    }

    @Test
    void shouldRefuseAStateLimitThatIsNone() {
        assertSays(
                "stateLimitBytes must be 4096 to", () -> RunOptions.defaults().withStateLimitBytes(100));
    }
}
