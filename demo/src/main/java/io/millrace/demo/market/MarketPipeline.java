package io.millrace.demo.market;

import io.millrace.engine.AsOfJoinedStreams;
import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.ProcessedStream;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.join.AsOfMode;
import io.millrace.windowing.watermark.Watermarks;

/**
 * Bars, mean prices and sessions of trades; spreads of quotes; trades with their quotes.
 *
 * @param scales digits after the point of prices and quantities.
 * @param outputs what is wanted of them.
 * @param disorderNs how far events may be out of order, in nanoseconds.
 * @param latenessNs how long windows are kept after their end, in nanoseconds.
 * @param files where results and late events go.
 */
record MarketPipeline(Scales scales, Outputs outputs, long disorderNs, long latenessNs, OutputFiles files) {
    /** Name of the source. */
    static final String TICKS = "ticks";

    /** Name of the sink that counts signals without a quote to act upon. */
    static final String UNFILLED = "unfilled";

    /** Declares the pipeline; operators in the order of {@link Output}. */
    Pipeline build(final SourceFactory<TickFlyweight> source, final boolean hasQuotes, final Board board) {
        final PipelineBuilder market = Pipeline.builder("market").lateTo(new LateFile(files.late()));
        final EventStream<Tick> ticks =
                market.source(TICKS, scales.tickType(), Watermarks.boundedDisorder(disorderNs), source);
        if (!hasQuotes) {
            declareTrades(ticks, board);
            return market.build();
        }
        final EventStream.Branches<Tick> kinds = ticks.branch("trades", tick -> tick.kind() == Tick.Kind.TRADE);
        final EventStream<VwapFlyweight> vwap = declareTrades(kinds.matching(), board);
        final EventStream<QuotedTrade> quoted = outputs.asOf() == null ? null : declareAsOf(kinds);
        if (outputs.spread()) {
            declareSpread(kinds.rest());
        }
        if (outputs.signal() != null) {
            declareSignal(
                    outputs.asOf() == AsOfMode.ARRIVAL ? quoted : quoted("signal-quotes", AsOfMode.ARRIVAL, kinds),
                    vwap);
        }
        return market.build();
    }

    /** Gives back the mean prices; null where there are none. */
    private EventStream<VwapFlyweight> declareTrades(final EventStream<Tick> trades, final Board board) {
        final EventStream<BarFlyweight> bars = write(Output.BARS, trades, outputs.bars(), new BarAggregate(scales))
                .results();
        bars.sink("board", board::sink);
        final EventStream<VwapFlyweight> vwap = outputs.vwap() == null
                ? null
                : write(Output.VWAP, trades, outputs.vwap(), Computations.vwap(scales))
                        .results();
        if (outputs.sessions() != null) {
            final WindowedStream.Results<SessionFlyweight, Tick> sessions =
                    write(Output.SESSIONS, trades, outputs.sessions(), Computations.session(scales));
            if (latenessNs > 0) {
                sessions.retractions().sink(Output.RETRACTED.file(), CsvSink.to(files.of(Output.RETRACTED)));
            }
        }
        return vwap;
    }

    private EventStream<QuotedTrade> declareAsOf(final EventStream.Branches<Tick> kinds) {
        final EventStream<QuotedTrade> quoted = quoted(Output.ASOF.operator(), outputs.asOf(), kinds);
        quoted.sink(Output.ASOF.file(), CsvSink.to(files.of(Output.ASOF)));
        return quoted;
    }

    private EventStream<QuotedTrade> quoted(
            final String name, final AsOfMode mode, final EventStream.Branches<Tick> kinds) {
        final AsOfJoinedStreams<Tick, Tick> join =
                kinds.matching().keyBy(Tick::symbol).asOfJoin(kinds.rest().keyBy(Tick::symbol));
        return (mode == AsOfMode.ARRIVAL ? join.byArrival() : join)
                .join(name, scales.quotedTradeType(), Computations::quotedTrade)
                .results();
    }

    /** Windows that a trade closes are seen by the next one: it is decided upon with what was closed before it. */
    private void declareSignal(final EventStream<QuotedTrade> quoted, final EventStream<VwapFlyweight> vwap) {
        final Signal signal = outputs.signal();
        final ProcessedStream<Decision> decisions = quoted.keyBy(QuotedTrade::symbol)
                .withBroadcast(vwap, VwapCross.LEVELS)
                .process(
                        Output.DECISIONS.operator(),
                        scales.decisionType(),
                        states -> new VwapCross(signal, states),
                        VwapCross.SPEC);
        decisions.results().sink(Output.DECISIONS.file(), CsvSink.to(files.of(Output.DECISIONS)));
        decisions.side(VwapCross.UNFILLED).forEach(UNFILLED, unfilled -> {});
    }

    private void declareSpread(final EventStream<Tick> quotes) {
        write(
                Output.SPREAD,
                quotes.filter("two-sided", quote -> quote.bid() != 0 && quote.ask() != 0),
                outputs.bars(),
                Computations.spread(scales));
    }

    private <F extends Flyweight> WindowedStream.Results<F, Tick> write(
            final Output output,
            final EventStream<Tick> ticks,
            final WindowAssigner windows,
            final Aggregate<? super Tick, ?, F> aggregate) {
        final WindowedStream.Results<F, Tick> results = ticks.keyBy(Tick::symbol)
                .window(windows)
                .allowedLatenessNs(latenessNs)
                .aggregate(output.operator(), aggregate);
        results.results().sink(output.file(), CsvSink.to(files.of(output)));
        return results;
    }
}
