package io.millrace.bench;

import io.millrace.bench.report.Percentiles;
import io.millrace.bench.report.Table;
import io.millrace.bench.state.TableInserts;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long an insert takes while a table grows, and what a key costs. */
@Command(
        name = "keys",
        description = {
            "Inserts of keys into a table that starts empty, each one timed.",
            "Beside it the same loop with as much arithmetic (what the machine adds), and a hash map of Agrona's,"
                    + " which grows all at once. Then what a key costs in memory."
        },
        footer = {"", "Example:", "  bin/millrace bench keys --keys 10M --rounds 3"})
final class KeysCommand implements Callable<Integer> {
    private static final long MOST_KEYS = 1_000_000_000;
    private static final double[] PERCENTS = {50, 99.9, 99.99, 99.9999, 100};

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "10M",
            converter = Counts.Count.class,
            description = "Number of keys (default: ${DEFAULT-VALUE}).")
    private long keys;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often (default: ${DEFAULT-VALUE}). The first round compiles, too.")
    private int rounds;

    @Override
    public Integer call() {
        Counts.requireRange(spec, "--keys", keys, 1, MOST_KEYS);
        Counts.requireRange(spec, "--rounds", rounds, 1, Integer.MAX_VALUE);
        final Report report = new Report(spec);
        report.machine();
        for (int round = 1; round <= rounds; round++) {
            report.progress("round " + round + " of " + rounds);
            round(round, report);
        }
        return 0;
    }

    private void round(final int round, final Report report) {
        final Table table =
                new Table("inserts, us, round " + round, "p50", "p99.9", "p99.99", "p99.9999", "max", "count");
        row(table, "arithmetic", TableInserts.arithmetic(keys));
        final TableInserts inserts = TableInserts.longTable(keys);
        row(table, "LongTable", inserts.times());
        row(table, "Long2LongHashMap", TableInserts.agronaMap(keys));
        report.line("");
        report.table(table);
        final int data = TableInserts.KEY_BYTES + TableInserts.VALUE_BYTES;
        report.line(String.format(
                Locale.ROOT,
                "LongTable: %.1f bytes a key at the end, of which %d are key and value: %.1f of overhead",
                inserts.bytesPerKey(),
                data,
                inserts.bytesPerKey() - data));
        if (keys > TableInserts.GROWN_KEYS) {
            report.line(String.format(
                    Locale.ROOT,
                    "           %.1f of overhead at most while growing, from %,d keys on",
                    inserts.mostBytesPerKey() - data,
                    TableInserts.GROWN_KEYS));
        }
    }

    private static void row(final Table table, final String name, final Percentiles times) {
        table.row(times.cells(name, PERCENTS));
    }
}
