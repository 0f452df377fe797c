package io.millrace.bench;

import io.millrace.bench.allocation.Allocation;
import io.millrace.bench.journal.ScratchFolder;
import io.millrace.bench.report.Table;
import io.millrace.bench.work.BenchTrade;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.function.MapFunction;
import io.millrace.engine.recovery.CheckpointPlan;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.run.Layout;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Bytes allocated per event. */
@Command(
        name = "allocation",
        description = {
            "Bytes that the threads of a run allocate per event.",
            "Events flow through W1, inline and ringed; once more through an operator that allocates on purpose, which"
                    + " has to show; and once more with a journal, at 1 million per second.",
            "Exit code 1 if there are 0.01 bytes per event or more, or if what was planted does not show."
        },
        footer = {"", "Example:", "  bin/millrace bench allocation --duration 5s"})
final class AllocationCommand implements Callable<Integer> {
    private static final double LIMIT = 0.01;
    private static final double PLANTED_AT_LEAST = 8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--duration",
            paramLabel = "D",
            defaultValue = "5s",
            converter = Counts.Nanos.class,
            description = "How long each is measured, behind half as long to warm up (default: ${DEFAULT-VALUE}).")
    private long durationNs;

    private boolean failed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Counts.requireDuration(spec, durationNs);
        final Report report = new Report(spec);
        report.machine();
        final Table table = new Table("allocated while events flow", "bytes", "events", "bytes per event");
        for (final Layout layout : new Layout[] {Layout.INLINE, Layout.RINGED}) {
            final String name = layout.name().toLowerCase(Locale.ROOT);
            final Allocation clean = measure(layout, name, Allocation.clean(), report, table);
            final Allocation planted =
                    measure(layout, name + ", planted operator", Allocation.planted(), report, table);
            if (!(clean.bytesPerEvent() < LIMIT)) {
                fail("threads allocate " + LIMIT + " bytes per event or more, " + name);
            }
            if (!(planted.bytesPerEvent() >= PLANTED_AT_LEAST)) {
                fail("an operator that allocates was not noticed, " + name);
            }
            if (!(measureJournaled(layout, name + ", with a journal", report, table)
                            .bytesPerEvent()
                    < LIMIT)) {
                fail("threads allocate " + LIMIT + " bytes per event or more, " + name + ", with a journal");
            }
        }
        report.line("");
        report.table(table);
        return failed ? 1 : 0;
    }

    private Allocation measure(
            final Layout layout,
            final String name,
            final MapFunction<BenchTrade, BenchTradeFlyweight> operator,
            final Report report,
            final Table table)
            throws InterruptedException {
        report.progress(name);
        final Allocation found = Allocation.measure(layout, operator, durationNs / 2, durationNs);
        table.row(name, "", number(found.events()), String.format(Locale.ROOT, "%.5f", found.bytesPerEvent()));
        found.bytesByThread().forEach((thread, bytes) -> table.row("  " + thread, number(bytes)));
        return found;
    }

    private Allocation measureJournaled(final Layout layout, final String name, final Report report, final Table table)
            throws IOException, InterruptedException {
        report.progress(name);
        try (ScratchFolder scratch = new ScratchFolder(null)) {
            final JournalSpec journal =
                    JournalSpec.in(scratch.fresh()).withCheckpoints(CheckpointPlan.every(Duration.ZERO));
            final Allocation found = Allocation.measureJournaled(layout, journal, durationNs / 2, durationNs);
            table.row(name, "", number(found.events()), String.format(Locale.ROOT, "%.5f", found.bytesPerEvent()));
            found.bytesByThread().forEach((thread, bytes) -> table.row("  " + thread, number(bytes)));
            return found;
        }
    }

    private void fail(final String message) {
        spec.commandLine().getErr().println("millrace: " + message);
        failed = true;
    }

    private static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
