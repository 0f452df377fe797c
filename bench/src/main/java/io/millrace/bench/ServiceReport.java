package io.millrace.bench;

import io.millrace.bench.report.Percentiles;
import io.millrace.bench.report.Table;
import io.millrace.bench.service.ServicePlan;
import io.millrace.bench.service.ServiceTimes;
import io.millrace.bench.service.ServiceW1;
import io.millrace.bench.work.BenchInput;
import java.util.Locale;

/** Measures W1 in an open loop and prints the tables. */
final class ServiceReport {
    private static final double[] PERCENTS = {50, 99, 99.9, 99.99, 100};
    private static final int PAIRS_WANTED = 20;
    private static final long QUIET_P99_NS = 5_000;

    private final Report report;

    ServiceReport(final Report report) {
        this.report = report;
    }

    void measure(final ServicePlan plan, final BenchInput input) throws InterruptedException {
        report.line("W1       " + InputOptions.text(input));
        report.line(String.format(
                Locale.ROOT,
                "loop     %,d events/s, inline, %d slices of %.1f s, %d before them to warm up",
                plan.rate(),
                plan.slices(),
                plan.sliceNs() / 1e9,
                plan.warmupSlices()));
        report.machine();
        final ServiceTimes times = ServiceW1.run(plan, input, report::progress);
        report.line("answer   the same as with a HashMap");
        print(times);
    }

    private void print(final ServiceTimes times) {
        report.line("");
        final Table service = table("service time, us");
        row(service, "event, with the results it causes", times.event);
        row(service, "event, to its first result", times.eventAlone);
        row(service, "first result of a closing window", times.firstResult);
        row(service, "last result of a closing window", times.lastResult);
        report.table(service);
        report.line("");
        final Table latency = table("from due (the machine is in it), us");
        row(latency, "event", times.eventLatency);
        row(latency, "first result of a closing window", times.firstResultLatency);
        row(latency, "last result of a closing window", times.lastResultLatency);
        row(latency, "empty loop", times.emptyLatency);
        report.table(latency);
        report.line(String.format(
                Locale.ROOT,
                "event from due, as a multiple of the empty loop: p50 %.1f, p99 %.1f (median of %d pairs)",
                times.p50Quotient(),
                times.p99Quotient(),
                times.pairs().size()));
        if (times.pairs().size() < PAIRS_WANTED) {
            report.line("Fewer than " + PAIRS_WANTED + " pairs: take --duration 40s or more to judge the multiples.");
        }
        if (times.emptyLatency.atNs(99) > QUIET_P99_NS) {
            report.line("The empty loop's p99 is above 5 us: this machine is too noisy to judge times from due.");
        }
    }

    private static Table table(final String title) {
        return new Table(title, "p50", "p99", "p99.9", "p99.99", "max", "count");
    }

    private static void row(final Table table, final String name, final Percentiles times) {
        table.row(times.cells(name, PERCENTS));
    }
}
