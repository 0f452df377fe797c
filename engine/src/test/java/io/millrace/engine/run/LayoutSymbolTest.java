package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.example.Trade;
import io.millrace.engine.example.TradeFlyweight;
import io.millrace.engine.graph.Overload;
import io.millrace.engine.sink.CollectingSink;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Symbols that nobody has named go no further than the code that writes them, in every layout. */
@ParameterizedClass
@EnumSource(names = {"INLINE", "RINGED"})
class LayoutSymbolTest extends LayoutContract {
    private static final String CURE = "take ids from publisher.idOf(text)";

    private static void assertRefused(final Publisher<TradeFlyweight> publisher, final int symbol, final String known) {
        publisher.claim().timeNs(2).symbol(symbol);
        final String refused =
                assertThrows(IllegalArgumentException.class, publisher::commit).getMessage();
        assertEquals(
                "source 'trades': field symbol of Trade has symbol id " + symbol + ", which no symbol has: " + known
                        + "; " + CURE,
                refused);
    }

    private void refuseUnknownSymbols(final Overload overload) throws InterruptedException {
        final CollectingSink<Trade, TradeFlyweight> sink = CollectingSink.of(TradeFlyweight.TYPE, 100);
        final PipelineBuilder builder = Pipeline.builder("symbols");
        builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending(), overload)
                .sink("out", sink);
        try (Run run = start(builder)) {
            final Publisher<TradeFlyweight> publisher = run.publisher("trades", TradeFlyweight.TYPE);
            assertRefused(publisher, 77, "none is known yet");
            publisher.claim().timeNs(1).symbol(publisher.idOf("IBM"));
            publisher.commit();
            assertRefused(publisher, 77, "known are 0 to 0");
            assertRefused(publisher, -3, "known are 0 to 0");
            assertRefused(publisher, 1, "known are 0 to 0");
            publisher.claim().timeNs(3).symbol(publisher.idOf("AIG"));
            publisher.commit();
            publisher.endOfInput();
            run.join();
            assertEquals(RunState.ENDED, run.state());
        }
        assertEquals(List.of(0, 1), sink.records().stream().map(Trade::symbol).toList(), "what was refused never was");
    }

    @Test
    void shouldRefuseToCommitASymbolThatNobodyHasNamedAndGoOn() throws InterruptedException {
        refuseUnknownSymbols(new Overload.Wait());
    }

    @Test
    void shouldRefuseUnknownSymbolsWhereEventsAreConflated() throws InterruptedException {
        refuseUnknownSymbols(new Overload.Conflate((Trade trade) -> trade.timeNs(), 10));
    }

    @Test
    void shouldTakeTheSymbolsThatAnotherPublisherHasNamed() throws InterruptedException {
        final CollectingSink<Trade, TradeFlyweight> sink = CollectingSink.of(TradeFlyweight.TYPE, 1_000);
        final PipelineBuilder builder = Pipeline.builder("symbols");
        builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending())
                .sink("out", sink);
        try (Run run = start(builder)) {
            final Publisher<TradeFlyweight> names = run.publisher("trades", TradeFlyweight.TYPE);
            final Publisher<TradeFlyweight> events = run.publisher("trades", TradeFlyweight.TYPE);
            for (int i = 0; i < 1_000; i++) {
                final int id = names.idOf("S" + i);
                events.claim().timeNs(i).symbol(id);
                events.commit();
            }
            names.endOfInput();
            events.endOfInput();
            run.join();
        }
        assertEquals(1_000, sink.records().size());
    }

    @Test
    void shouldFailARunWhoseSourceMakesUpSymbols() throws InterruptedException {
        final PipelineBuilder builder = Pipeline.builder("symbols");
        builder.source(
                        "made",
                        TradeFlyweight.TYPE,
                        Watermarks.ascending(),
                        GeneratedSource.of(
                                10, (index, trade, draw) -> trade.timeNs(index).symbol((int) index * 5)))
                .forEach("out", trade -> {});
        try (Run run = start(builder)) {
            assertThrows(Exception.class, run::join);
            final String failure = String.valueOf(run.failure().orElseThrow());
            assertTrue(failure.contains("source 'made': field symbol of Trade has symbol id 5"), failure);
            assertTrue(failure.contains(CURE), failure);
        }
    }
}
