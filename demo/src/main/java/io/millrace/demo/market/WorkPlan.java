package io.millrace.demo.market;

import io.millrace.engine.csv.CsvInputException;
import io.millrace.engine.csv.CsvSource;
import io.millrace.engine.csv.MissingColumnException;
import io.millrace.engine.csv.RejectFile;
import io.millrace.engine.csv.TimeText;
import io.millrace.engine.duration.DurationText;
import io.millrace.engine.source.PacedSource;
import io.millrace.engine.source.SourceFactory;
import io.millrace.windowing.Windows;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
    private static final long MAX_JUMP_NS = 7 * 86_400 * NS_PER_SECOND;

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
        requirePath("--trades", options.trades);
        requirePath("--out", options.out);
        try {
            return new WorkPlan(
                    options, new Scales(options.decimals, options.quantityDecimals), new OutputFiles(options.out));
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    /** A name that the file system takes: it takes more with a locale of UTF-8 than without. */
    private static void requirePath(final String option, final String name) throws UsageException {
        if (name == null) {
            return;
        }
        if (name.isBlank()) {
            throw new UsageException(option + " is empty: it takes the name of a "
                    + (option.equals("--out") ? "folder" : "file, or - for standard input"));
        }
        try {
            Path.of(name);
        } catch (final InvalidPathException e) {
            throw new UsageException(
                    option + " " + name + ": " + e.getReason() + "; a locale of UTF-8 may help: export LC_ALL=C.UTF-8",
                    e);
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
                .times(options.times == null ? TimeText.NS : options.times)
                .maxJump(options.maxJumpNs == null ? MAX_JUMP_NS : options.maxJumpNs)
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
        final Map<String, String> columns = new LinkedHashMap<>();
        for (final String option : options.columns) {
            final int equals = option.indexOf('=');
            if (equals < 0) {
                throw new UsageException("--columns takes NAME=COLUMN,..., not '" + option + "'");
            }
            final String name = option.substring(0, equals);
            final String column = option.substring(equals + 1);
            if (!FIELDS.containsKey(name) && !name.equals(ARRIVAL)) {
                throw new UsageException(
                        "--columns names '" + name + "', but there are only time, symbol, price, quantity and arrival");
            }
            if (column.isBlank()) {
                throw new UsageException("--columns names no column for " + name);
            }
            if (columns.containsValue(column)) {
                throw new UsageException("--columns names the column '" + column + "' twice");
            }
            if (columns.put(name, column) != null) {
                throw new UsageException("--columns names " + name + " twice");
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
        refuseWithoutFile("--time-unit", options.times != null);
        refuseWithoutFile("--max-jump", options.maxJumpNs != null);
        if (options.rate == null && options.durationNs == null && options.events == null) {
            return demo();
        }
        final long rate = rateOr(RateConverter.MAX);
        if (options.events != null && options.events < 1) {
            throw new UsageException("--events must be 1 or more, not " + options.events);
        }
        if (options.durationNs != null && options.durationNs == 0) {
            throw new UsageException("--duration must be longer than 0");
        }
        final long trades = trades(rate);
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

    /** How many: what is reached first, where both --events and --duration are there. */
    private long trades(final long rate) throws UsageException {
        if (options.events == null && options.durationNs == null) {
            throw new UsageException("--rate makes trades without end: give --duration or --events, too");
        }
        final long events = options.events == null ? Long.MAX_VALUE : options.events;
        return options.durationNs == null || rate == RateConverter.MAX ? events : Math.min(events, due(rate));
    }

    /** At a rate, a duration is a number of trades. */
    private long due(final long rate) throws UsageException {
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
    void prepareFolder() throws UsageException, IOException {
        final Path folder = Path.of(options.out);
        try {
            Files.createDirectories(folder);
        } catch (final FileAlreadyExistsException e) {
            throw new UsageException("--out " + folder + " is a file, not a folder", e);
        } catch (final AccessDeniedException e) {
            throw new UsageException("cannot create --out " + folder + ": no permission", e);
        } catch (final FileSystemException e) {
            final String message = "cannot create --out " + folder + ": " + e.getReason();
            if (message.contains("No space") || message.contains("quota")) {
                throw new IOException(message + "; free some space, or write to another folder", e);
            }
            throw new UsageException(message, e);
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException("no permission to write to --out " + folder);
        }
    }
}
