package io.millrace.demo.market;

import io.millrace.engine.Pipeline;
import io.millrace.engine.source.PacedSource;
import io.millrace.engine.source.SourceFactory;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Turns options into work, and finds what is wrong with them before anything is written. */
final class WorkPlan {
    private static final long DEFAULT_THRESHOLD = 5;

    private final MarketOptions options;
    private final MarketPipeline pipeline;

    private WorkPlan(final MarketOptions options, final MarketPipeline pipeline) {
        this.options = options;
        this.pipeline = pipeline;
    }

    static WorkPlan of(final MarketOptions options) throws UsageException {
        requirePath("--trades", options.trades);
        requirePath("--quotes", options.quotes);
        requirePath("--out", options.out);
        try {
            final Outputs outputs = outputs(options);
            final Scales scales = new Scales(options.decimals, options.quantityDecimals);
            final OutputFiles files = new OutputFiles(options.out);
            return new WorkPlan(
                    options, new MarketPipeline(scales, outputs, options.disorderNs, options.lateness(), files));
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private static Outputs outputs(final MarketOptions options) throws UsageException {
        requirePositive("--bar", options.barNs);
        if (options.sessionGapNs != null) {
            requirePositive("--session-gap", options.sessionGapNs);
        }
        return new Outputs(
                Windows.tumbling(options.barNs),
                options.vwap,
                options.sessionGapNs == null ? null : SessionWindows.withGap(options.sessionGapNs),
                options.asOf,
                options.spread,
                signal(options));
    }

    private static Signal signal(final MarketOptions options) throws UsageException {
        if (options.signal == null) {
            if (options.threshold != null) {
                throw new UsageException("--threshold is about a signal: it needs --signal vwap-cross");
            }
            return null;
        }
        if (options.vwap == null) {
            throw new UsageException("--signal vwap-cross needs mean prices to compare with: --vwap, such as 10s/1s");
        }
        return new Signal(options.threshold == null ? DEFAULT_THRESHOLD : options.threshold);
    }

    private static void requirePositive(final String option, final long durationNs) throws UsageException {
        if (durationNs == 0) {
            throw new UsageException(option + " must be longer than 0");
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
        return pipeline.files();
    }

    MarketPipeline pipeline() {
        return pipeline;
    }

    /** What is to be done. Reads the headers of files, and changes nothing. */
    Work work() throws UsageException {
        if (options.trades == null) {
            refuseWithoutFile("--quotes", options.quotes != null);
            refuseWithoutFile("--columns", !options.columns.isEmpty());
            refuseWithoutFile("--quote-columns", !options.quoteColumns.isEmpty());
            refuseWithoutFile("--time-unit", options.times != null);
            refuseWithoutFile("--max-jump", options.maxJumpNs != null);
            refuseWithoutFile("--ingress", options.ingress != null);
            return new MadeEvents(options, pipeline).work();
        }
        refuseWithFile("--duration", options.durationNs);
        refuseWithFile("--events", options.events);
        refuseWithFile("--seed", options.seed);
        refuseWithoutQuotes("--asof", options.asOf != null);
        refuseWithoutQuotes("--spread", options.spread);
        refuseWithoutQuotes("--signal", options.signal != null);
        refuseWithoutQuotes("--quote-columns", !options.quoteColumns.isEmpty());
        final InputFiles files = InputFiles.of(options, pipeline);
        files.check();
        return read(files.input());
    }

    private Work read(final Work.Input input) {
        if (options.rate == null || options.rate == RateConverter.MAX) {
            return new Work(input, RateConverter.MAX, null, true);
        }
        final SourceFactory<TickFlyweight> paced = PacedSource.of(input.source(), options.rate);
        return new Work(new Work.Input(paced, input.hasQuotes(), input.title()), options.rate, null, true);
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

    private void refuseWithoutQuotes(final String option, final boolean given) throws UsageException {
        if (given && options.quotes == null) {
            throw new UsageException(option + " needs --quotes");
        }
    }

    /** The pipeline without its input, for what was journaled. */
    Pipeline forReplay() {
        return pipeline.build(
                context -> {
                    throw new IllegalStateException("a replay opens no source");
                },
                hasQuotes(),
                new Board());
    }

    /** Whether there are quotes among the events: in files, or made because they are needed. */
    boolean hasQuotes() {
        return options.trades == null ? pipeline.outputs().needQuotes() : options.quotes != null;
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
