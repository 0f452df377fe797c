package io.millrace.demo.replay;

import io.millrace.demo.market.RecoveryLines;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineProvider;
import io.millrace.engine.recovery.Difference;
import io.millrace.engine.recovery.EpochDescription;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.recovery.RecoveryException;
import io.millrace.engine.recovery.RecoveryListener;
import io.millrace.engine.recovery.Replay;
import io.millrace.engine.recovery.ReplayReport;
import io.millrace.journal.JournalException;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.queue.QueueJournal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Works off a journal again: what ran, and with which options, is kept in it.",
            "",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bin/millrace market --trades trades.csv.gz --out bars --journal J",
            "  bin/millrace replay --journal J --verify",
            "  bin/millrace replay --journal J --out again --from 100000 --to 200000",
            "  bin/millrace replay --journal J --out again --speed 10x",
            "  bin/millrace market --events 5M --vwap 1s/100ms --signal vwap-cross --threshold 5 --journal K",
            "  bin/millrace replay --journal K --set threshold=3 --diff",
            "  bin/millrace replay --journal K --set vwap=2s/200ms --grid threshold=1..10 --out tried",
            "",
            "Exit codes: 0 done; 1 --verify found a difference, or damage was found; 2 used wrongly."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final long STATE_LIMIT_BYTES = 8L << 30;
    private static final double NS_PER_SECOND = 1e9;
    private static final int DIFFERENT = 1;

    @Option(names = "--journal", required = true, paramLabel = "DIR", description = "The journal.")
    private String journal;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the results there. Without it they are made and compared, but written nowhere.")
    private String out;

    @Option(
            names = "--from",
            paramLabel = "P|TIME",
            converter = PlaceConverter.class,
            description =
                    "The first slot whose results are wanted: a position, or an ingress time (ISO, or ns since the"
                            + " epoch followed by ns). State comes from the checkpoint before, if there is one, and"
                            + " what lies between is worked off without results.")
    private Place from;

    @Option(
            names = "--to",
            paramLabel = "P|TIME",
            converter = PlaceConverter.class,
            description = "The slot at which to stop, likewise.")
    private Place to;

    @Option(
            names = "--speed",
            paramLabel = "max|recorded|Nx",
            defaultValue = "max",
            converter = SpeedConverter.class,
            description =
                    "As fast as possible, at the pace of the recorded ingress times, or N times that. Default: max.")
    private double speed;

    @Option(
            names = "--verify",
            description = "Compare the results, batch by batch, with those of the run that wrote the journal.")
    private boolean verify;

    @Option(
            names = "--set",
            paramLabel = "OPTION=VALUE",
            description = "Replay with another value of an option, such as threshold=3. May be given several times.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--diff",
            description = "With --set: which decisions are added, removed and changed by it, and what that is worth.")
    private boolean diff;

    @Option(
            names = "--grid",
            paramLabel = "OPTION=A..B[/STEP]",
            description = "Replay with each of these values, such as threshold=1..10, and tabulate what comes of it."
                    + " With --out also to grid.csv.")
    private String grid;

    @Spec
    private CommandSpec spec;

    /** Creates the command, with its options as they are by default. */
    public ReplayCommand() {}

    @Override
    public Integer call() throws Exception {
        requireSense();
        final Path folder = Path.of(journal);
        if (!Files.isDirectory(folder)) {
            throw wrong("--journal " + journal + ": there is no such folder");
        }
        try (QueueJournal opened = QueueJournal.openForReading(folder)) {
            if (out != null) {
                Files.createDirectories(Path.of(out));
            }
            return work(opened);
        } catch (final JournalException | RecoveryException e) {
            spec.commandLine().getErr().println("millrace replay: " + e.getMessage());
            return DIFFERENT;
        } catch (final IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(final String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void requireSense() {
        final boolean varied = !changes.isEmpty() || grid != null;
        if (verify && varied) {
            throw wrong("--verify asks whether the results are the same, and with --set and --grid they are meant to"
                    + " differ: use --diff to see where");
        }
        if (diff && changes.isEmpty()) {
            throw wrong("--diff compares what ran with a variant: it needs --set, such as --set threshold=3");
        }
        if (diff && grid != null) {
            throw wrong("--diff is about one variant, --grid about many: use one of them");
        }
        if (speed != 0 && (diff || grid != null)) {
            throw wrong("--diff and --grid are as fast as possible: --speed is for a replay alone");
        }
    }

    private int work(final QueueJournal opened) throws Exception {
        final EpochDescription described = EpochDescription.first(opened);
        final PrintWriter lines = spec.commandLine().getOut();
        if (diff || grid != null) {
            final Backtest backtest = new Backtest(
                    variant -> pipeline(described, variant), opened, replay -> part(replay, opened), lines);
            final Path folder = out == null ? null : Path.of(out);
            if (diff) {
                backtest.diff(changes, folder);
            } else {
                backtest.grid(
                        Range.parse(grid), changes, folder, spec.commandLine().getErr());
            }
            return 0;
        }
        Replay replay = part(Replay.of(pipeline(described, changes)), opened).atSpeed(speed);
        replay = verify ? replay.verifying() : replay;
        replay = out == null ? replay.withoutSinks() : replay;
        return report(replay.run(opened, STATE_LIMIT_BYTES));
    }

    /** What a variant is like at --from, only a replay from the beginning tells: checkpoints are of what ran. */
    private Replay part(final Replay whole, final QueueJournal opened) {
        final Place begin = from == null ? Place.BEGINNING : from;
        final Place end = to == null ? Place.END : to;
        final Replay replay = whole.between(begin.positionIn(opened), end.positionIn(opened))
                .withListener(
                        grid == null ? new RecoveryLines(spec.commandLine().getErr()) : RecoveryListener.SILENT);
        return changes.isEmpty() && grid == null
                ? replay.withCheckpointsIn(
                        FolderCheckpointStore.openForReading(Path.of(journal).resolve(JournalSpec.CHECKPOINTS)))
                : replay;
    }

    private Pipeline pipeline(final EpochDescription described, final Map<String, String> variant) {
        final PipelineProvider provider = PipelineProvider.find(described.pipeline())
                .orElseThrow(() -> wrong("the journal was written by pipeline '" + described.pipeline()
                        + "', which is not on the class path: put its jar there"));
        final Map<String, String> options = new LinkedHashMap<>(described.options());
        if (out != null) {
            options.put("out", out);
        }
        return variant.isEmpty() ? provider.createForReplay(options) : provider.createVariant(options, variant);
    }

    private int report(final ReplayReport report) {
        final PrintWriter lines = spec.commandLine().getOut();
        final double seconds = report.elapsedNs() / NS_PER_SECOND;
        final String what = String.format(Locale.ROOT, "replayed %,d events in %.1f s", report.events(), seconds);
        if (report.difference().isPresent()) {
            final Difference difference = report.difference().get();
            lines.println(what + ": DIFFERENT: " + difference);
            lines.println(
                    "The pipeline is not a function of its journal: look for a clock, a random number or the order"
                            + " of a hash map in what feeds this output.");
            lines.flush();
            return DIFFERENT;
        }
        lines.println(what + (verify ? ": identical, " : ": ") + "digest " + Long.toHexString(report.digest()));
        report.outputs()
                .forEach((name, count) -> lines.println(String.format(Locale.ROOT, "  %-12s %,14d", name, count)));
        lines.flush();
        return 0;
    }
}
