package io.millrace.demo.replay;

import io.millrace.demo.market.RecoveryLines;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineProvider;
import io.millrace.engine.recovery.Difference;
import io.millrace.engine.recovery.EpochDescription;
import io.millrace.engine.recovery.Replay;
import io.millrace.engine.recovery.ReplayReport;
import io.millrace.journal.JournalException;
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
            "",
            "Exit codes: 0 done, and the same; 1 a difference or damage was found; 2 used wrongly."
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
                            + " epoch followed by ns). What comes before is worked off for its state.")
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

    @Spec
    private CommandSpec spec;

    /** Creates the command, with its options as they are by default. */
    public ReplayCommand() {}

    @Override
    public Integer call() throws Exception {
        final Path folder = Path.of(journal);
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "--journal " + journal + ": there is no such folder");
        }
        try (QueueJournal opened = QueueJournal.openForReading(folder)) {
            return replay(opened);
        } catch (final JournalException e) {
            spec.commandLine().getErr().println("millrace replay: " + e.getMessage());
            return DIFFERENT;
        }
    }

    private int replay(final QueueJournal opened) throws Exception {
        final Pipeline pipeline = pipeline(EpochDescription.first(opened));
        final Place begin = from == null ? Place.BEGINNING : from;
        final Place end = to == null ? Place.END : to;
        Replay replay = Replay.of(pipeline)
                .between(begin.positionIn(opened), end.positionIn(opened))
                .atSpeed(speed)
                .withListener(new RecoveryLines(spec.commandLine().getErr()));
        replay = verify ? replay.verifying() : replay;
        replay = out == null ? replay.withoutSinks() : replay;
        return report(replay.run(opened, STATE_LIMIT_BYTES));
    }

    private Pipeline pipeline(final EpochDescription described) throws Exception {
        final PipelineProvider provider = PipelineProvider.find(described.pipeline())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "the journal was written by pipeline '" + described.pipeline()
                                + "', which is not on the class path: put its jar there"));
        final Map<String, String> options = new LinkedHashMap<>(described.options());
        if (out != null) {
            Files.createDirectories(Path.of(out));
            options.put("out", out);
        }
        return provider.createForReplay(options);
    }

    private int report(final ReplayReport report) {
        final PrintWriter lines = spec.commandLine().getOut();
        final double seconds = report.elapsedNs() / NS_PER_SECOND;
        final String what = String.format(Locale.ROOT, "replayed %,d events in %.1f s", report.events(), seconds);
        if (report.difference().isPresent()) {
            final Difference difference = report.difference().get();
            lines.println(what + ": DIFFERENT. Output '" + difference.output()
                    + "' differs, first by a slot in the batch" + " before position " + difference.beforePosition());
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
