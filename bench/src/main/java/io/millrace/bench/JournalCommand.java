package io.millrace.bench;

import io.millrace.bench.journal.AppendsW1;
import io.millrace.bench.journal.CheckCosts;
import io.millrace.bench.journal.JournalSize;
import io.millrace.bench.journal.JournaledW1;
import io.millrace.bench.journal.Rounds;
import io.millrace.bench.journal.ScratchFolder;
import io.millrace.bench.journal.Timing;
import io.millrace.bench.report.Table;
import io.millrace.bench.w1.HashMapW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Throughput of W1 with a journal. */
@Command(
        name = "journal",
        description = {
            "W1 with a journal, flat out, inline: throughput beside W1 without one, and beside a bare loop that hands"
                    + " the operators the same batches and appends them itself; then the replay of that journal.",
            "Times are from the first event to the last result; forcing the rest to the disk comes behind, and is"
                    + " printed by itself. All answers are compared; exit code 1 if two differ.",
            "With --sync batch take fewer events: each batch of 256 is forced to the disk."
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench journal --events 20M --runs 9",
            "  bin/millrace bench journal --events 500k --sync batch --folder /mnt/disk"
        })
final class JournalCommand implements Callable<Integer> {
    private static final int PLAIN = 0;
    private static final int APPENDS = 1;
    private static final int JOURNALED = 2;
    private static final int REPLAYED = 3;
    private static final double PLAIN_TARGET = 0.7;
    private static final double APPENDS_TARGET = 0.9;
    private static final double REPLAY_TARGET = 0.8;
    private static final int SMALL_BATCH = 64;
    private static final double CHECKS_TARGET = 0.08;
    private static final long DISK_BYTES_PER_EVENT = 2 * 56;
    private static final long SPARE_BYTES = 1L << 30;
    private static final ToDoubleFunction<Timing> WALL =
            timing -> timing.answer().wallNs();
    private static final ToDoubleFunction<Timing> CPU = Timing::cpuNs;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--sync",
            paramLabel = "none|D|batch",
            defaultValue = "none",
            converter = SyncOption.class,
            description = "When the journal is forced to the disk: never, at an interval such as 100ms, or with every"
                    + " batch (default: ${DEFAULT-VALUE}).")
    private SyncPolicy sync;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where to journal: a folder of its own is made there and removed again (default: the folder"
                    + " for temporary files).")
    private Path folder;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of rounds that count (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--warmups",
            paramLabel = "N",
            defaultValue = "2",
            description = "Number of rounds before that do not count (default: ${DEFAULT-VALUE}).")
    private int warmups;

    @Override
    public Integer call() throws Exception {
        Counts.requireRuns(spec, runs, warmups);
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        final BenchInput input = options.checked(spec);
        final Report report = new Report(spec);
        try (ScratchFolder scratch = new ScratchFolder(folder);
                ScratchFolder bare = new ScratchFolder(folder)) {
            requireSpace(scratch, input);
            report.line("W1       " + InputOptions.text(input));
            report.line("journal  in " + scratch.path().getParent() + ", forced to the disk: " + SyncOption.text(sync));
            report.machine();
            report.progress("computing the answer");
            final Answer answer = HashMapW1.run(input);
            report.line(answer.toString());
            final Path[] last = new Path[1];
            final Rounds rounds = rounds(input, scratch, bare, last);
            rounds.run(warmups, runs, answer, report::progress);
            print(rounds, input, report);
            printSize(last[0], input, report);
            printChecks(rounds, input, answer, report);
        }
        return 0;
    }

    private void requireSpace(final ScratchFolder scratch, final BenchInput input) throws IOException {
        final long usable = Files.getFileStore(scratch.path()).getUsableSpace();
        final long needed = input.events() * DISK_BYTES_PER_EVENT + SPARE_BYTES;
        if (usable < needed) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT,
                            "--events %d needs up to %,d MiB in %s, and %,d are free: take fewer, or another --folder",
                            input.events(),
                            needed >> 20,
                            scratch.path().getParent(),
                            usable >> 20));
        }
    }

    /** Each way has a pipeline of its own: none profits from what the compiler learned of another. */
    private Rounds rounds(
            final BenchInput input, final ScratchFolder scratch, final ScratchFolder bare, final Path[] last) {
        final JournaledW1 plain = new JournaledW1(input);
        final AppendsW1 appends = new AppendsW1(input, new JournaledW1(input));
        final JournaledW1 journaled = new JournaledW1(input);
        final JournaledW1 replayed = new JournaledW1(input);
        final JournalOptions journal = JournalOptions.defaults().withSync(sync);
        final Rounds rounds = new Rounds();
        rounds.add("without journal", () -> plain.run(Optional.empty()));
        rounds.add("bare loop with the same appends", () -> appends.run(bare.fresh(), journal));
        rounds.add("with journal", () -> {
            bare.fresh();
            last[0] = scratch.fresh();
            return journaled.run(Optional.of(JournalSpec.in(last[0]).with(journal)));
        });
        rounds.add("replay, verified", () -> replayed.replay(last[0], true));
        return rounds;
    }

    private void print(final Rounds rounds, final BenchInput input, final Report report) {
        final Table table = new Table(
                "inline, median of " + runs,
                "M events/s",
                "of the first",
                "lowest",
                "highest",
                "cpu ns/event",
                "of the first",
                "then, ms");
        for (int way = 0; way < rounds.names().size(); way++) {
            final double[] wall = rounds.parts(way, PLAIN, WALL);
            final double[] cpu = rounds.parts(way, PLAIN, CPU);
            table.row(
                    rounds.names().get(way),
                    number("%.2f", input.events() * 1e3 / rounds.median(way, WALL)),
                    number("%.3f", wall[1]),
                    number("%.3f", wall[0]),
                    number("%.3f", wall[2]),
                    number("%.1f", rounds.median(way, CPU) / input.events()),
                    number("%.3f", cpu[1]),
                    number("%.0f", rounds.median(way, Timing::endNs) / 1e6));
        }
        report.line("");
        report.table(table);
        report.line("");
        final Table parts = new Table("speed as a part of another's", "target", "by time", "by cpu time");
        part(parts, "with journal, of without", rounds, JOURNALED, PLAIN, PLAIN_TARGET);
        part(parts, "with journal, of the bare loop", rounds, JOURNALED, APPENDS, APPENDS_TARGET);
        part(parts, "replay, of without journal", rounds, REPLAYED, PLAIN, REPLAY_TARGET);
        report.table(parts);
    }

    private static void part(
            final Table table,
            final String name,
            final Rounds rounds,
            final int way,
            final int measure,
            final double target) {
        table.row(
                name,
                number("%.2f", target),
                number("%.3f", rounds.parts(way, measure, WALL)[1]),
                number("%.3f", rounds.parts(way, measure, CPU)[1]));
    }

    private static void printSize(final Path journal, final BenchInput input, final Report report) {
        final JournalSize size = JournalSize.of(journal);
        report.line(String.format(
                Locale.ROOT,
                "journal  %,d batches, %,d bytes: %.1f bytes per 32-byte event; with 64 a batch %.1f (target 56)",
                size.batches(),
                size.bytes(),
                (double) size.bytes() / input.events(),
                JournalSize.bytesPerEvent(SMALL_BATCH)));
    }

    private static void printChecks(
            final Rounds rounds, final BenchInput input, final Answer answer, final Report report) {
        final double checksumNs = CheckCosts.checksumNs();
        final double digestNs = CheckCosts.digestNs() * answer.results() / input.events();
        final double eventNs = rounds.median(PLAIN, CPU) / input.events();
        report.line(String.format(
                Locale.ROOT,
                "checks   checksum %.2f ns and digest %.2f ns per event, by themselves: %.1f %% of W1 (target %.0f %%)",
                checksumNs,
                digestNs,
                100 * (checksumNs + digestNs) / eventNs,
                100 * CHECKS_TARGET));
    }

    private static String number(final String format, final double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
