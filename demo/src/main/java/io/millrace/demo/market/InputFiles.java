package io.millrace.demo.market;

import io.millrace.engine.csv.CsvInputException;
import io.millrace.engine.csv.CsvSource;
import io.millrace.engine.csv.MergedCsvSource;
import io.millrace.engine.csv.MissingColumnException;
import io.millrace.engine.csv.RejectFile;
import io.millrace.engine.csv.TimeText;
import io.millrace.engine.source.SourceFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Trades, and quotes where there are some, out of files; and what is wrong with those, before anything is written. */
final class InputFiles {
    private static final String STDIN = "-";
    private static final long MAX_JUMP_NS = 7L * 86_400 * 1_000_000_000;
    private static final String ARRIVAL = "arrival_ns";
    private static final List<String> OF_TRADES = List.of("time", "symbol", "price", "quantity", "arrival");
    private static final List<String> OF_QUOTES =
            List.of("time", "symbol", "bid", "bid_quantity", "ask", "ask_quantity", "arrival");

    private final MarketOptions options;
    private final MarketPipeline pipeline;
    private final CsvSource<TickFlyweight> trades;
    private final CsvSource<TickFlyweight> quotes;

    private InputFiles(
            final MarketOptions options,
            final MarketPipeline pipeline,
            final CsvSource<TickFlyweight> trades,
            final CsvSource<TickFlyweight> quotes) {
        this.options = options;
        this.pipeline = pipeline;
        this.trades = trades;
        this.quotes = quotes;
    }

    /** The files that the options name, for a pipeline. */
    static InputFiles of(final MarketOptions options, final MarketPipeline pipeline) throws UsageException {
        final boolean hasQuotes = options.quotes != null;
        final List<String> all =
                Stream.concat(OF_TRADES.stream(), OF_QUOTES.stream()).distinct().toList();
        final ColumnOptions columns = ColumnOptions.parse("--columns", options.columns, hasQuotes ? all : OF_TRADES);
        final ColumnOptions forQuotes = ColumnOptions.parse("--quote-columns", options.quoteColumns, OF_QUOTES);
        final ColumnOptions none = ColumnOptions.parse("--columns", List.of(), OF_TRADES);
        final CsvSource<TickFlyweight> trades = file(options, pipeline, options.trades)
                .atLeast("quantity", 0)
                .constant("kind", Tick.Kind.TRADE.ordinal())
                .constant("bid", 0)
                .constant("bidQuantity", 0)
                .constant("ask", 0)
                .constant("askQuantity", 0);
        final CsvSource<TickFlyweight> quotes = file(options, pipeline, options.quotes)
                .atLeast("bidQuantity", 0)
                .atLeast("askQuantity", 0)
                .constant("kind", Tick.Kind.QUOTE.ordinal())
                .constant("price", 0)
                .constant("quantity", 0);
        return new InputFiles(
                options,
                pipeline,
                columns.of(OF_TRADES, none).apply(trades),
                hasQuotes ? columns.of(OF_QUOTES, forQuotes).apply(quotes) : null);
    }

    private static CsvSource<TickFlyweight> file(
            final MarketOptions options, final MarketPipeline pipeline, final String name) {
        final CsvSource<TickFlyweight> file = CsvSource.<TickFlyweight>of(String.valueOf(name))
                .times(options.times == null ? TimeText.NS : options.times)
                .maxJump(options.maxJumpNs == null ? MAX_JUMP_NS : options.maxJumpNs)
                .timesWithin(pipeline.outputs().minTimeNs(), pipeline.outputs().maxTimeNs())
                .rejectTo(RejectFile.to(pipeline.files().rejects()));
        return options.ingress != null ? file.arrival(ARRIVAL) : file.arrivalIfPresent(ARRIVAL);
    }

    /** One source of all: of equals, quotes come first, so that a trade sees them. */
    Work.Input input() {
        final SourceFactory<TickFlyweight> source =
                quotes == null ? trades : MergedCsvSource.of(List.of(quotes, trades));
        final String title = "trades of " + options.trades + (quotes == null ? "" : ", quotes of " + options.quotes);
        return new Work.Input(source, quotes != null, title);
    }

    /** Reads the headers. */
    void check() throws UsageException {
        if (STDIN.equals(options.trades) && STDIN.equals(options.quotes)) {
            throw new UsageException("--trades and --quotes cannot both be standard input");
        }
        check("--trades", options.trades, trades);
        if (quotes != null) {
            check("--quotes", options.quotes, quotes);
        }
    }

    /** A pipe can be read once only, so that mistakes in it are found when it is. */
    private void check(final String option, final String name, final CsvSource<TickFlyweight> file)
            throws UsageException {
        if (name.equals(STDIN)) {
            return;
        }
        final Path path = Path.of(name);
        if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
            return;
        }
        try {
            file.check(pipeline.scales().tickType().layout());
            for (final Path output : pipeline.files().all()) {
                if (Files.exists(output) && Files.isSameFile(path, output)) {
                    throw new UsageException(option + ' ' + path + " would be overwritten: choose another --out");
                }
            }
        } catch (final MissingColumnException e) {
            throw new UsageException(e.getMessage() + cure(option, e), e);
        } catch (final CsvInputException e) {
            throw new UsageException(e.getMessage(), e);
        } catch (final IOException e) {
            throw new UsageException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** How to name the column that is missing. */
    static String cure(final MissingColumnException e) {
        return cure("--trades", e);
    }

    private static String cure(final String option, final MissingColumnException e) {
        final String columns = option.equals("--quotes") ? "--quote-columns " : "--columns ";
        return "; if it has another name there: " + columns + ColumnOptions.nameOf(e.field()) + "=THAT_NAME";
    }
}
