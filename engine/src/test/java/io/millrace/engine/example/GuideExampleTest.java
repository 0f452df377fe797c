package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunState;
import io.millrace.engine.sink.CollectingSink;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.engine.testkit.TestOutput;
import io.millrace.windowing.watermark.Watermarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the guide shows. */
class GuideExampleTest {
    // tag::testing[]
    private static void push(final PipelineTester tester, final long price) {
        tester.push("trades", TradeFlyweight.TYPE, trade -> trade.timeNs(1).price(price));
    }

    @Test
    void shouldRememberThePriceInASnapshot() {
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(PriceChanges.pipeline())) {
            push(tester, 101_25);
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(PriceChanges.pipeline(), snapshot)) {
            final List<TestOutput> changes = tester.ingressAt(5)
                    .push(
                            "trades",
                            TradeFlyweight.TYPE,
                            trade -> trade.timeNs(2).price(101_00))
                    .outputs("print");
            assertEquals(-25, changes.get(0).as(ChangeFlyweight.TYPE).change());
        }
    }
    // end::testing[]

    @Test
    void shouldMakeThePipelineByItsProvider() {
        final Pipeline pipeline = new PriceChangesProvider().create(Map.of());
        assertEquals("price-changes", pipeline.name());
    }

    @Test
    @Timeout(30)
    void shouldMakeBarsOutOfAFile(@TempDir final Path folder) throws IOException, InterruptedException {
        final Path trades = folder.resolve("trades.csv");
        Files.writeString(
                trades,
                "timestamp,symbol,price,quantity\n"
                        + "1000000000,AAPL,101.25,100\n"
                        + "1100000000,AAPL,101.50,200\n"
                        + "1200000000,AAPL,much,200\n"
                        + "1300000000,AAPL,101.00,300\n");
        assertEquals(RunState.ENDED, BarsFromFile.run(BarsFromFile.pipeline(trades, folder)));
        assertEquals(2, Files.readAllLines(folder.resolve("bars.csv")).size());
        assertEquals(
                "AAPL,1000000000,101.25,101.50,101.00,101.00,600",
                Files.readAllLines(folder.resolve("bars.csv")).get(1));
        assertEquals(2, Files.readAllLines(folder.resolve("rejects.csv")).size());
    }

    @Test
    @Timeout(30)
    void shouldMakeTradesAndKeepTheLargeOnes() throws InterruptedException {
        final List<TradeFlyweight> trades = MadeTrades.large();
        assertEquals(10_000 * 10 / 500, trades.size(), 60);
        assertEquals(true, trades.stream().allMatch(trade -> trade.quantity() > 490));
    }

    @Test
    @Timeout(30)
    void shouldReadTwoFilesAsOneSource(@TempDir final Path folder) throws IOException, InterruptedException {
        final Path lots = folder.resolve("lots.csv");
        final Path singles = folder.resolve("singles.csv");
        Files.writeString(lots, "time_ns,symbol,price,quantity\n2,A,1,100\n5,A,1,200\n");
        Files.writeString(singles, "time_ns,symbol,price\n1,A,1\n5,A,1\n");
        final CollectingSink<Trade, TradeFlyweight> read = CollectingSink.of(TradeFlyweight.TYPE, 10);
        final PipelineBuilder builder = Pipeline.builder("two-files");
        builder.source("trades", TradeFlyweight.TYPE, Watermarks.ascending(), TwoFiles.source(lots, singles))
                .sink("read", read);
        try (Run run = Millrace.start(builder.build())) {
            run.join();
        }
        assertEquals(
                List.of(1L, 100L, 200L, 1L),
                read.records().stream().map(Trade::quantity).toList());
    }
}
