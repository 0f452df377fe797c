package io.millrace.bench;

import io.millrace.bench.journal.CheckpointPlanned;
import io.millrace.bench.journal.CheckpointSlices;
import io.millrace.bench.journal.LargeState;
import io.millrace.bench.journal.ScratchFolder;
import io.millrace.bench.report.Percentiles;
import io.millrace.bench.report.Table;
import io.millrace.engine.recovery.CheckpointTaken;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A checkpoint of much state while events come. */
@Command(
        name = "checkpoint",
        description = {
            "A checkpoint of keyed state that is written while events come at a rate, each of which changes the cell of"
                    + " a key at random: how long the run's thread takes for what it does in one go,"
                    + " before, during and after the checkpoint; how many segments were copied; size and duration.",
            "The answer is compared with that of a plain loop; exit code 1 if it differs, or without a checkpoint."
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench checkpoint",
            "  bin/millrace bench checkpoint --state 1G --rate 1M --folder /mnt/disk"
        })
final class CheckpointCommand implements Callable<Integer> {
    /** What a key takes in segments: key, record and what belongs to the cell. */
    private static final long BYTES_PER_KEY = 48;

    private static final long SEGMENT_BYTES = 4096;
    private static final long BEFORE_NS = 2_000_000_000L;
    private static final long AFTER_NS = 1_000_000_000L;
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final long TARGET_NS = 20_000;
    private static final long MAX_BYTES = 3L << 30;
    private static final double[] PERCENTS = {50, 99, 99.9, 99.99, 100};

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--state",
            paramLabel = "SIZE",
            defaultValue = "256M",
            converter = Size.class,
            description = "Size of the state, such as 256M or 1G (default: ${DEFAULT-VALUE}).")
    private long stateBytes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1M",
            converter = Counts.Count.class,
            description = "Events per second (default: ${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where to journal: a folder of its own is made there and removed again (default: the folder"
                    + " for temporary files).")
    private Path folder;

    /** Bytes, with a unit. */
    static final class Size implements ITypeConverter<Long> {
        private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kMG]?)");

        @Override
        public Long convert(final String text) {
            final Matcher matcher = SIZE.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not a size (such as 256M or 1G)");
            }
            final int shift = 10 * " kMG".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
            return Long.parseLong(matcher.group(1)) << shift;
        }
    }

    @Override
    public Integer call() throws Exception {
        Counts.requireRange(spec, "--rate", rate, 1, 1_000_000_000L);
        if (stateBytes < SEGMENT_BYTES || stateBytes > MAX_BYTES) {
            throw new ParameterException(spec.commandLine(), "--state must be 4k to 3G");
        }
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        final CheckpointPlanned plan =
                new CheckpointPlanned(stateBytes / BYTES_PER_KEY, rate, BEFORE_NS, AFTER_NS, LONGEST_NS);
        final Report report = new Report(spec);
        try (ScratchFolder scratch = new ScratchFolder(folder)) {
            report.line(String.format(
                    Locale.ROOT,
                    "state    %,d keys, then %,d events/s, inline, in %s",
                    plan.keys(),
                    rate,
                    scratch.path().getParent()));
            report.machine();
            report.progress("building up state, then the checkpoint");
            final CheckpointSlices slices = LargeState.run(plan, scratch.fresh());
            slices.messages().forEach(report::line);
            report.line("answer   the same as of a plain loop");
            return print(slices, report);
        }
    }

    private int print(final CheckpointSlices slices, final Report report) {
        report.line("");
        final Table steps = table("one result, or what comes before or behind all, us");
        row(steps, "before the checkpoint", slices.before.steps);
        row(steps, "during", slices.during.steps);
        row(steps, "after", slices.after.steps);
        report.table(steps);
        report.line("");
        final Table turns = table("a batch, with all that is done around it, us");
        row(turns, "before the checkpoint", slices.before.turns);
        row(turns, "during", slices.during.turns);
        row(turns, "after", slices.after.turns);
        report.table(turns);
        if (slices.during.turns.count() == 0 || slices.taken().isEmpty()) {
            spec.commandLine().getErr().println("millrace: no checkpoint was taken while events came");
            return 1;
        }
        final CheckpointTaken taken = slices.taken().get(0);
        final long events = slices.during.steps.count() - slices.during.turns.count();
        final long segments = taken.bytes() / SEGMENT_BYTES;
        report.line(String.format(
                Locale.ROOT,
                "a slice during a checkpoint: p99.99 %,d ns (target %,d; before it %,d)",
                slices.during.steps.atNs(99.99),
                TARGET_NS,
                slices.before.steps.atNs(99.99)));
        report.line(String.format(
                Locale.ROOT,
                "checkpoint of %,d MiB in %.2f s; %,d segments of %,d copied, by %,d events",
                taken.bytes() >> 20,
                taken.elapsedNs() / 1e9,
                taken.copies(),
                segments,
                events));
        report.line(String.format(
                Locale.ROOT,
                "restart  with the last checkpoint, of %,d MiB: %.2f s",
                slices.taken().get(slices.taken().size() - 1).bytes() >> 20,
                slices.restartNs() / 1e9));
        if (taken.copies() > Math.min(segments, events)) {
            spec.commandLine().getErr().println("millrace: more segments were copied than events wrote");
            return 1;
        }
        return 0;
    }

    private static Table table(final String title) {
        return new Table(title, "p50", "p99", "p99.9", "p99.99", "max", "count");
    }

    private static void row(final Table table, final String name, final Percentiles times) {
        table.row(times.cells(name, PERCENTS));
    }
}
