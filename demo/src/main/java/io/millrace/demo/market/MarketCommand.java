package io.millrace.demo.market;

import io.millrace.engine.csv.CsvInputException;
import io.millrace.engine.csv.MissingColumnException;
import io.millrace.engine.csv.RejectFile;
import io.millrace.engine.recovery.CheckpointPlan;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.recovery.RecoveryException;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunFailedException;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.journal.JournalException;
import io.millrace.journal.SyncPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace market}. */
@Command(
        name = "market",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Makes bars (open, high, low, close, volume) out of trades; on demand mean prices (vwap), sessions,"
                    + " spreads of quotes, and trades with the quotes that were valid for them.",
            "",
            "Without --trades it makes trades itself: 5 s at 100,000 a second for latency, then 5 million flat out for"
                    + " throughput; with --rate, --duration or --events, as those say.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bin/millrace market",
            "  bin/millrace market --rate 1000000 --duration 10s --bar 100ms",
            "  bin/millrace market --trades trades.csv.gz --out bars --bar 1m --decimals 2",
            "  bin/millrace market --trades ticks.csv --columns time=timestamp,symbol=sym \\",
            "                      --time-unit iso --disorder 1s",
            "  bin/millrace market --trades trades.csv.gz --quotes quotes.csv.gz --out DIR \\",
            "                      --bar 1s --vwap 10s/1s --session-gap 500ms --asof final --spread",
            "  bin/millrace market --events 5M --vwap 1s/100ms --signal vwap-cross --threshold 3 --journal J",
            "  zcat trades.csv.gz | bin/millrace market --trades - --out bars",
            "",
            "A line that cannot be used goes to rejects.csv with the reason and stops nothing.",
            "Exit codes: 0 done, 1 failed on the way, 2 used wrongly, 130 Ctrl-C, 143 SIGTERM."
        })
public final class MarketCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int STOPPED = 130;

    @Mixin
    private final MarketOptions options = new MarketOptions();

    @Option(
            names = "--crash",
            description = "Kill a run midway with SIGKILL, resume it, and compare what it wrote with what a run writes"
                    + " that nobody disturbs. With any other options; without, 5 million generated events.")
    private boolean crash;

    @Spec
    private CommandSpec spec;

    /** Creates the command, with its options as they are by default. */
    public MarketCommand() {}

    @Override
    public Integer call() throws Exception {
        try {
            final WorkPlan plan = WorkPlan.of(options);
            final Work work = plan.work();
            if (crash) {
                return crash();
            }
            plan.prepareFolder();
            return run(plan, work);
        } catch (final UsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int crash() throws UsageException, IOException, InterruptedException {
        if (options.journal != null) {
            throw new UsageException("--crash makes a journal of its own, and deletes it: leave --journal out");
        }
        if ("-".equals(options.trades) || "-".equals(options.quotes)) {
            throw new UsageException("--crash reads its input several times: standard input cannot be");
        }
        return CrashTrial.of(spec, out());
    }

    /** The demonstration is journaled where nobody else sees it, to be replayed at its end. */
    private int run(final WorkPlan plan, final Work work) throws Exception {
        if (!work.hasTwoPhases() || options.journal != null) {
            return run(plan, work, null);
        }
        final DemoJournal journal = DemoJournal.create();
        try {
            return run(plan, work, journal);
        } finally {
            journal.delete(plan.files());
        }
    }

    private int run(final WorkPlan plan, final Work work, final DemoJournal demo) throws Exception {
        final Board board = new Board();
        final RunOptions runOptions = RunOptions.defaults().withLayout(options.layout);
        if (options.trades == null) {
            emptyRejects(plan);
        }
        final RunOptions journaled = demo == null ? journaled(runOptions) : demo.applyTo(runOptions);
        try (Run run = start(plan, work, board, journaled);
                Interruption interruption = new Interruption(run)) {
            if (demo != null) {
                demo.begun();
            }
            final MarketRun market = new MarketRun(work, run, runOptions.clock(), display(plan, board));
            market.watch();
            final int code = report(market, run, work, plan, interruption, demo);
            if (demo != null) {
                delete(demo, run, plan);
            }
            return code;
        }
    }

    private RunOptions journaled(final RunOptions runOptions) throws UsageException {
        if (options.journal == null) {
            if (options.sync != null) {
                throw new UsageException("--sync is about a journal: it needs --journal");
            }
            if (options.checkpointEveryNs != null) {
                throw new UsageException("--checkpoint-every is about a journal: it needs --journal");
            }
            return runOptions;
        }
        if ("-".equals(options.trades) || "-".equals(options.quotes)) {
            throw new UsageException(
                    "--journal needs input that can be read again after a crash: standard input cannot;"
                            + " write it to a file first");
        }
        final JournalSpec journal = JournalSpec.in(Path.of(options.journal))
                .withSync(options.sync == null ? SyncPolicy.none() : options.sync)
                .withCheckpoints(
                        options.checkpointEveryNs == null
                                ? CheckpointPlan.defaults()
                                : CheckpointPlan.every(Duration.ofNanos(options.checkpointEveryNs)))
                .withListener(new RecoveryLines(spec.commandLine().getErr()));
        return runOptions.withJournal(JournaledOptions.keep(journal, spec));
    }

    /** There is a file of rejects even where nothing can be rejected: none is left from a run before. */
    private static void emptyRejects(final WorkPlan plan) throws UsageException, IOException {
        try {
            RejectFile.to(plan.files().rejects()).open().close();
        } catch (final IOException e) {
            if (isWrongPlace(e)) {
                throw new UsageException(e.getMessage(), e);
            }
            throw e;
        }
    }

    /** What cannot be opened is a mistake in the options. */
    private Run start(final WorkPlan plan, final Work work, final Board board, final RunOptions runOptions)
            throws UsageException {
        try {
            return Millrace.start(
                    plan.pipeline().build(work.input().source(), work.input().hasQuotes(), board), runOptions);
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        } catch (final RunFailedException e) {
            if (e.getCause() instanceof MissingColumnException missing) {
                throw new UsageException(missing.getMessage() + InputFiles.cure(missing), e);
            }
            if (e.getCause() instanceof RecoveryException || e.getCause() instanceof JournalException) {
                throw new UsageException(e.getCause().getMessage(), e);
            }
            if (e.getCause() instanceof CsvInputException || isWrongPlace(e.getCause())) {
                throw new UsageException(e.getCause().getMessage(), e);
            }
            throw e;
        }
    }

    /** A place that nobody could write to; one that is full is not the user's mistake. */
    private static boolean isWrongPlace(final Throwable failure) {
        return failure instanceof IOException
                && (failure.getCause() instanceof AccessDeniedException
                        || failure.getCause() instanceof NoSuchFileException
                        || String.valueOf(failure.getMessage()).endsWith("it is a folder"));
    }

    private Display display(final WorkPlan plan, final Board board) {
        return Terminal.isThere() && !options.plain
                ? new Screen(out(), board, plan.pipeline().scales(), TerminalSize.ask())
                : new PlainLines(spec.commandLine().getErr());
    }

    private int report(
            final MarketRun market,
            final Run run,
            final Work work,
            final WorkPlan plan,
            final Interruption interruption,
            final DemoJournal demo)
            throws Exception {
        final Report report = new Report(out(), options.journal != null || demo != null && demo.isThere());
        final Snapshot made = market.end();
        if (run.state() == RunState.ENDED) {
            report.summary(made, run.metrics().skipped());
            unfilled(run);
            measured(report, market, work, made);
            final boolean isSame = demo == null || isSame(run, plan, demo);
            report.written(plan.files(), made.rows());
            report.next(nextCommand(work, made));
            out().flush();
            return isSame ? 0 : FAILED;
        }
        final Snapshot there = made.written(plan.files().counted(made.rows()));
        report.summary(there, run.metrics().skipped());
        final int code = incomplete(run, plan, interruption);
        report.incomplete(plan.files(), made.rows(), there.rows());
        out().flush();
        return code;
    }

    /** Before the interruption is closed: then the virtual machine may end. */
    private static void delete(final DemoJournal demo, final Run run, final WorkPlan plan) {
        run.close();
        demo.delete(plan.files());
    }

    private boolean isSame(final Run run, final WorkPlan plan, final DemoJournal demo) throws Exception {
        run.close();
        out().println();
        out().flush();
        final DemoJournal.Replayed replayed = demo.replay(plan.forReplay());
        out().println(replayed.line());
        return replayed.isSame();
    }

    /** Signals that there was no quote to act upon. */
    private void unfilled(final Run run) {
        final long signals = run.metrics().outputs().getOrDefault(MarketPipeline.UNFILLED, 0L);
        if (signals > 0) {
            out().println(Figures.grouped(signals) + (signals == 1 ? " signal" : " signals")
                    + " without a decision: there was no quote with both sides");
        }
    }

    private int incomplete(final Run run, final WorkPlan plan, final Interruption interruption) {
        final boolean failed = run.state() == RunState.FAILED;
        if (failed) {
            spec.commandLine()
                    .getErr()
                    .println("millrace market: " + Explanation.of(run.failure().orElseThrow()));
            spec.commandLine().getErr().flush();
        }
        final String what = failed ? "Failed" : interruption.isRequested() ? "Interrupted" : "Stopped";
        out().println(what + " before the end of input: " + stillOpen(run, plan));
        return failed ? FAILED : STOPPED;
    }

    private static String stillOpen(final Run run, final WorkPlan plan) {
        final long open = run.metrics().openWindows();
        final boolean barsOnly = plan.pipeline().outputs().wanted().size() == 1;
        return Figures.grouped(open)
                + (barsOnly ? " bar" : " window")
                + (open == 1 ? " is" : "s are")
                + " still open and not written, since more trades could have changed them";
    }

    private void measured(final Report report, final MarketRun market, final Work work, final Snapshot end) {
        if (market.latency() != null && market.latency().getTotalCount() > 0) {
            report.latency(market.latency(), work.rate(), work.input().unit());
        }
        if (work.hasTwoPhases() || !work.isPaced() && options.trades == null) {
            report.throughput(
                    work.hasTwoPhases() ? work.phases().flatOut() : end.events(),
                    market.flatOutNs(),
                    market.flatOutBars(),
                    work.input().unit());
        }
    }

    private String nextCommand(final Work work, final Snapshot end) {
        if (end.rows().rejected() > 0) {
            return "head " + new OutputFiles(options.out).rejects();
        }
        if (work.hasTwoPhases()) {
            return "bin/millrace market --rate 1000000 --duration 10s --bar 100ms";
        }
        return options.trades == null
                ? "bin/millrace market --trades FILE --out DIR"
                : "head " + new OutputFiles(options.out).of(Output.BARS);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
