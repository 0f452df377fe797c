package io.millrace.engine.example;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.recovery.Replay;
import io.millrace.engine.recovery.ReplayReport;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.sink.CollectingSink;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.journal.SyncPolicy;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.queue.QueueJournal;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.file.Path;
import java.util.List;

final class JournaledTrades {
    private static final long STATE_BYTES = 1L << 30;

    private JournaledTrades() {}

    // tag::pipeline[]
    static Pipeline pipeline(final Path file, final long least) {
        final GeneratedSource<TradeFlyweight> made = GeneratedSource.of(
                10_000,
                (index, trade, draw) -> trade.timeNs(index * 10_000)
                        .symbol(draw.idOf(draw.below(2) == 0 ? "ACME" : "BOLT"))
                        .price(100_00 + draw.below(200))
                        .quantity(1 + draw.below(500)));
        final PipelineBuilder builder = Pipeline.builder("large-trades");
        builder.source("trades", TradeFlyweight.TYPE, Watermarks.ascending(), made)
                .filter("large", trade -> trade.quantity() >= least)
                .sink("large-trades", CsvSink.to(file));
        return builder.build();
    }
    // end::pipeline[]

    // tag::run[]
    static void run(final Path journal, final Path file) throws InterruptedException {
        final RunOptions options = RunOptions.defaults()
                .withJournal(JournalSpec.in(journal).withSync(SyncPolicy.none()).withOption("least", "490"));
        try (Run run = Millrace.start(pipeline(file, 490), options)) {
            run.join();
        }
    }
    // end::run[]

    // tag::verify[]
    static boolean isRepeatable(final Path journal) throws Exception {
        try (QueueJournal opened = QueueJournal.openForReading(journal)) {
            final ReplayReport report = Replay.of(pipeline(Path.of("unused"), 490))
                    .verifying()
                    .withoutSinks()
                    .run(opened, STATE_BYTES);
            return report.difference().isEmpty();
        }
    }
    // end::verify[]

    // tag::variant[]
    static List<TradeFlyweight> variant(final Path journal, final long least) throws Exception {
        final CollectingSink<Trade, TradeFlyweight> large = CollectingSink.of(TradeFlyweight.TYPE, 1_000);
        try (QueueJournal opened = QueueJournal.openForReading(journal)) {
            Replay.of(pipeline(Path.of("unused"), least))
                    .into("large-trades", large)
                    .run(opened, STATE_BYTES);
        }
        return large.records();
    }
    // end::variant[]

    // tag::until[]
    static long positionOfResult(final Path journal, final long from, final long number) throws Exception {
        try (QueueJournal opened = QueueJournal.openForReading(journal)) {
            return Replay.of(pipeline(Path.of("unused"), 490))
                            .withoutSinks()
                            .between(from, Long.MAX_VALUE)
                            .withCheckpointsIn(
                                    FolderCheckpointStore.openForReading(journal.resolve(JournalSpec.CHECKPOINTS)))
                            .until(moment -> moment.results("large-trades") == number)
                            .run(opened, STATE_BYTES)
                            .position()
                    - 1;
        }
    }
    // end::until[]
}
