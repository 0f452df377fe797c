package io.millrace.demo.market;

import io.millrace.engine.csv.CsvInputException;
import io.millrace.engine.csv.CsvSource;
import io.millrace.engine.csv.MissingColumnException;
import io.millrace.engine.csv.RejectFile;
import io.millrace.engine.duration.DurationText;
import io.millrace.engine.source.PacedSource;
import io.millrace.engine.source.SourceFactory;
import io.millrace.windowing.Windows;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns options into work, and finds what is wrong with them before anything is written. */
final class WorkPlan {
    private static final String STDIN = "-";
    private static final String ARRIVAL = "arrival";
    private static final Map<String, String> FIELDS =
            Map.of("time", "timeNs", "symbol", "symbol", "price", "price", "quantity", "quantity");
    private static final long DEMO_RATE = 100_000;
    private static final long DEMO_PACED = 500_000;
    private static final long DEMO_FLAT_OUT = 5_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final MarketOptions options;
    private final Scales scales;
    private final OutputFiles files;

    private WorkPlan(final MarketOptions options, final Scales scales, final OutputFiles files) {
        this.options = options;
        this.scales = scales;
        this.files = files;
    }

    static WorkPlan of(final MarketOptions options) throws UsageException {
        if (options.barNs == 0) {
            throw new UsageException("--bar must be longer than 0");
        }
        try {
            return new WorkPlan(
                    options, new Scales(options.decimals, options.quantityDecimals), new OutputFiles(options.out));
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    OutputFiles files() {
        return files;
    }

    MarketPipeline pipeline() {
        return new MarketPipeline(scales, options.barNs, options.disorderNs, files);
    }

    /** What is to be done. Reads the header of a file, and changes nothing. */
    Work work() throws UsageException {
        return options.trades == null ? made() : read();
    }

    private Work read() throws UsageException {
        refuseWithFile("--duration", options.durationNs);
        refuseWithFile("--events", options.events);
        refuseWithFile("--seed", options.seed);
        final CsvSource<TradeFlyweight> file = file();
        check(file);
        final long rate = rateOr(RateConverter.MAX);
        return new Work(paced(file, rate), rate, null, 0, 0, true, "trades of " + options.trades);
    }

    private CsvSource<TradeFlyweight> file() throws UsageException {
        final Windows windows = Windows.tumbling(options.barNs);
        CsvSource<TradeFlyweight> file = CsvSource.<TradeFlyweight>of(options.trades)
                .times(options.times)
                .maxJump(options.maxJumpNs)
                .timesWithin(windows.minTimeNs(), windows.maxTimeNs())
                .atLeast("quantity", 0)
                .arrivalIfPresent("arrival_ns")
                .rejectTo(RejectFile.to(files.rejects()));
        for (final Map.Entry<String, String> column : columns().entrySet()) {
            file = column.getKey().equals(ARRIVAL)
                    ? file.arrival(column.getValue())
                    : file.column(FIELDS.get(column.getKey()), column.getValue());
        }
        return file;
    }

    private Map<String, String> columns() throws UsageException {
        final Map<String, String> columns = new LinkedHashMap<>(options.columns);
        for (final Map.Entry<String, String> column : columns.entrySet()) {
            if (!FIELDS.containsKey(column.getKey()) && !column.getKey().equals(ARRIVAL)) {
                throw new UsageException("--columns names '" + column.getKey()
                        + "', but there are only time, symbol, price, quantity and arrival");
            }
            if (column.getValue().isBlank()) {
                throw new UsageException("--columns names no column for " + column.getKey());
            }
        }
        return columns;
    }

    /** A pipe can be read once only, so that mistakes in it are found when it is. */
    private void check(final CsvSource<TradeFlyweight> file) throws UsageException {
        if (options.trades.equals(STDIN)) {
            return;
        }
        final Path path = Path.of(options.trades);
        if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
            return;
        }
        try {
            file.check(scales.tradeType().layout());
            for (final Path output : new Path[] {files.bars(), files.late(), files.rejects()}) {
                if (Files.exists(output) && Files.isSameFile(path, output)) {
                    throw new UsageException("--trades " + path + " would be overwritten: choose another --out");
                }
            }
        } catch (final MissingColumnException e) {
            throw new UsageException(e.getMessage() + cure(e), e);
        } catch (final CsvInputException e) {
            throw new UsageException(e.getMessage(), e);
        } catch (final IOException e) {
            throw new UsageException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** How to name the column that is missing. */
    static String cure(final MissingColumnException e) {
        String name = ARRIVAL;
        for (final Map.Entry<String, String> field : FIELDS.entrySet()) {
            if (field.getValue().equals(e.field())) {
                name = field.getKey();
            }
        }
        return "; if it has another name there: --columns " + name + "=THAT_NAME";
    }

    private Work made() throws UsageException {
        refuseWithoutFile("--columns", !options.columns.isEmpty());
        if (options.rate == null && options.durationNs == null && options.events == null) {
            return demo();
        }
        final long rate = rateOr(RateConverter.MAX);
        final long trades = options.events == null ? unbounded(rate) : options.events;
        if (trades < 0) {
            throw new UsageException("--events cannot be negative: " + trades);
        }
        SourceFactory<TradeFlyweight> source = paced(generator(trades), rate);
        if (options.durationNs != null && rate == RateConverter.MAX) {
            source = new TimedSource(source, options.durationNs);
        }
        return new Work(source, rate, null, 0, 0, false, "generated trades");
    }

    private Work demo() {
        final Gate gate = new Gate();
        final SourceFactory<TradeFlyweight> source =
                new TwoPhaseSource(generator(DEMO_PACED + DEMO_FLAT_OUT), DEMO_PACED, DEMO_RATE, gate);
        return new Work(source, DEMO_RATE, gate, DEMO_PACED, DEMO_FLAT_OUT, false, "generated trades");
    }

    /** At a rate, a duration is a number of trades; flat out it is a time. */
    private long unbounded(final long rate) throws UsageException {
        if (options.durationNs == null) {
            throw new UsageException("--rate makes trades without end: give --duration or --events, too");
        }
        if (rate == RateConverter.MAX) {
            return Long.MAX_VALUE;
        }
        final long seconds = options.durationNs / NS_PER_SECOND;
        final long rest = options.durationNs % NS_PER_SECOND;
        try {
            return Math.addExact(Math.multiplyExact(seconds, rate), rest * rate / NS_PER_SECOND);
        } catch (final ArithmeticException e) {
            throw new UsageException(
                    "--duration " + DurationText.format(options.durationNs) + " at this --rate are too many trades", e);
        }
    }

    private TradeGenerator generator(final long trades) {
        return new TradeGenerator(options.seed == null ? 1 : options.seed, trades, scales);
    }

    private static SourceFactory<TradeFlyweight> paced(final SourceFactory<TradeFlyweight> source, final long rate) {
        return rate == RateConverter.MAX ? source : PacedSource.of(source, rate);
    }

    private long rateOr(final long other) {
        return options.rate == null ? other : options.rate;
    }

    private static void refuseWithFile(final String option, final Object value) throws UsageException {
        if (value != null) {
            throw new UsageException(option + " is for generated trades, not for --trades");
        }
    }

    private static void refuseWithoutFile(final String option, final boolean given) throws UsageException {
        if (given) {
            throw new UsageException(option + " is for files: it needs --trades");
        }
    }

    /** Makes the folder for the output. */
    void prepareFolder() throws UsageException {
        final Path folder = Path.of(options.out);
        try {
            Files.createDirectories(folder);
        } catch (final FileAlreadyExistsException e) {
            throw new UsageException("--out " + folder + " is a file, not a folder", e);
        } catch (final IOException e) {
            throw new UsageException("cannot create --out " + folder + ": " + reason(e), e);
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException("no permission to write to --out " + folder);
        }
    }

    private static String reason(final IOException e) {
        return e instanceof AccessDeniedException ? "no permission" : e.getMessage();
    }
}
