package io.millrace.bench;

import io.millrace.bench.journal.JournaledW1;
import io.millrace.bench.journal.ScratchFolder;
import io.millrace.bench.report.Table;
import io.millrace.bench.service.ServicePlan;
import io.millrace.bench.service.ServiceTimes;
import io.millrace.bench.service.ServiceW1;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.journal.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures W1 in an open loop without a journal, then with one for each sync policy, and prints a table. */
final class JournalServiceReport {
    private static final double[] PERCENTS = {50, 99, 99.9, 99.99, 100};
    private static final long WARMUP_EVENTS = 2_000_000;
    private static final double TAIL_PERCENT = 99.9;
    private static final long P50_MORE_NS = 250;
    private static final long TAIL_MORE_NS = 1_000;

    private final Report report;
    private final Path folder;
    private final List<SyncPolicy> syncs;

    JournalServiceReport(final Report report, final Path folder, final List<SyncPolicy> syncs) {
        this.report = report;
        this.folder = folder;
        this.syncs = syncs;
    }

    void measure(final ServicePlan plan, final BenchInput input) throws IOException, InterruptedException {
        report.line("W1       " + InputOptions.text(input));
        report.line(String.format(
                Locale.ROOT,
                "loop     %,d events/s, inline, each way %d slices of %.1f s, %d before them to warm up; journal in %s",
                plan.rate(),
                plan.slices(),
                plan.sliceNs() / 1e9,
                plan.warmupSlices(),
                folder));
        report.machine();
        final List<String> names = new ArrayList<>();
        final List<ServiceTimes> all = new ArrayList<>();
        warmUp();
        report.progress("without journal");
        names.add("without journal");
        all.add(ServiceW1.run(plan, input, report::progress));
        try (ScratchFolder scratch = new ScratchFolder(folder)) {
            for (final SyncPolicy sync : syncs) {
                final String name = "journal, sync " + SyncOption.text(sync);
                report.progress(name);
                final JournalSpec journal = JournalSpec.in(scratch.fresh()).withSync(sync);
                names.add(name);
                all.add(ServiceW1.run(plan, input, Optional.of(journal), report::progress));
            }
        }
        report.line("answers  the same as with a HashMap");
        print(names, all);
    }

    /** At a low rate two slices are too short for the compiler: the journal's code is compiled before them. */
    private void warmUp() throws IOException, InterruptedException {
        report.progress("warming up, flat out");
        final JournaledW1 work = new JournaledW1(BenchInput.standard(WARMUP_EVENTS, 1_000));
        try (ScratchFolder scratch = new ScratchFolder(folder)) {
            for (int i = 0; i < 2; i++) {
                work.run(Optional.of(JournalSpec.in(scratch.fresh())));
            }
        }
    }

    private void print(final List<String> names, final List<ServiceTimes> all) {
        report.line("");
        final Table service = table("service time, us: event, with the results it causes");
        final Table latency = table("from due (the machine is in it), us: event");
        for (int i = 0; i < all.size(); i++) {
            service.row(all.get(i).event.cells(names.get(i), PERCENTS));
            latency.row(all.get(i).eventLatency.cells(names.get(i), PERCENTS));
            latency.row(all.get(i).emptyLatency.cells("  an empty loop in between", PERCENTS));
        }
        report.table(service);
        report.line("");
        report.table(latency);
        report.line("");
        for (int i = 0; i < all.size(); i++) {
            report.line(String.format(
                    Locale.ROOT,
                    "%s: %,d page faults of the run's thread",
                    names.get(i),
                    all.get(i).faults()));
        }
        final ServiceTimes plain = all.get(0);
        for (int i = 1; i < all.size(); i++) {
            judge(names.get(i), plain, all.get(i));
        }
    }

    private void judge(final String name, final ServiceTimes plain, final ServiceTimes journaled) {
        final long plainTailNs = plain.event.atNs(TAIL_PERCENT);
        report.line(String.format(
                Locale.ROOT,
                "%s: p50 %,d ns more (target at most %d), p99.9 %,d ns (target at most %,d)",
                name,
                journaled.event.atNs(50) - plain.event.atNs(50),
                P50_MORE_NS,
                journaled.event.atNs(TAIL_PERCENT),
                2 * plainTailNs + TAIL_MORE_NS));
    }

    private static Table table(final String title) {
        return new Table(title, "p50", "p99", "p99.9", "p99.99", "max", "count");
    }
}
