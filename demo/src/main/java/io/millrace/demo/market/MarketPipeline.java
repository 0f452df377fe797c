package io.millrace.demo.market;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.source.SourceFactory;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;

/**
 * Bars out of trades.
 *
 * @param scales digits after the point of prices and quantities.
 * @param barNs length of a bar in nanoseconds.
 * @param disorderNs how far trades may be out of order, in nanoseconds.
 * @param files where bars and late trades go.
 */
record MarketPipeline(Scales scales, long barNs, long disorderNs, OutputFiles files) {
    /** Name of the source, as it stands in the late ledger. */
    static final String TRADES = "trades";

    /** Name of the output, as it stands in the late ledger. */
    static final String BARS = "bars";

    /** Name of the sink that writes bars. */
    static final String BARS_FILE = "bars.csv";

    Pipeline build(final SourceFactory<TradeFlyweight> trades, final Board board) {
        final PipelineBuilder market = Pipeline.builder("market").lateTo(new LateFile(files.late()));
        final EventStream<BarFlyweight> bars = market.source(
                        TRADES, scales.tradeType(), Watermarks.boundedDisorder(disorderNs), trades)
                .keyBy(Trade::symbol)
                .window(Windows.tumbling(barNs))
                .aggregate(BARS, new BarAggregate(scales))
                .results();
        bars.sink(BARS_FILE, CsvSink.to(files.bars()));
        bars.sink("board", board::sink);
        return market.build();
    }
}
