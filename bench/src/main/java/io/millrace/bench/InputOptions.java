package io.millrace.bench;

import io.millrace.bench.work.BenchInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The parameters of the input that all works share. */
final class InputOptions {
    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "5M",
            converter = Counts.Count.class,
            description = "Number of events (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--keys",
            paramLabel = "K",
            defaultValue = "1000",
            converter = Counts.Count.class,
            description = "Number of keys (default: ${DEFAULT-VALUE}).")
    private long keys;

    @Option(
            names = "--seed",
            paramLabel = "HEX",
            defaultValue = "9e3779b97f4a7c15",
            converter = Counts.Hex.class,
            description = "First state of the generator (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--step",
            paramLabel = "NS",
            defaultValue = "1000",
            converter = Counts.Nanos.class,
            description = "Event time from one event to the next, in ns or with a unit (default: ${DEFAULT-VALUE}).")
    private long stepNs;

    @Option(
            names = "--disorder",
            paramLabel = "NS",
            defaultValue = "50000",
            converter = Counts.Nanos.class,
            description = "How far events may be behind, in ns or with a unit; also the bound of the watermark"
                    + " (default: ${DEFAULT-VALUE}).")
    private long disorderNs;

    /** The input; what is out of range was used wrongly. */
    BenchInput checked(final CommandSpec spec) {
        Counts.requireRange(spec, "--events", events, 1, BenchInput.MAX_SPAN_NS);
        if (stepNs > BenchInput.MAX_SPAN_NS / events) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--events times --step is too long a time: at most " + BenchInput.MAX_SPAN_NS + " ns (73 years)");
        }
        return checked(spec, events, stepNs);
    }

    /** The input of an open loop, in which event time runs as fast as time. */
    BenchInput paced(final CommandSpec spec, final long rate, final long count) {
        return checked(spec, count, 1_000_000_000L / rate);
    }

    private BenchInput checked(final CommandSpec spec, final long count, final long step) {
        Counts.requireRange(spec, "--keys", keys, 1, BenchInput.MAX_KEYS);
        if (seed == 0) {
            throw new ParameterException(spec.commandLine(), "--seed must not be 0: the generator would stay there");
        }
        if (disorderNs > BenchInput.MAX_DISORDER_NS) {
            throw new ParameterException(
                    spec.commandLine(), "--disorder must be at most " + BenchInput.MAX_DISORDER_NS + " ns (13 days)");
        }
        return new BenchInput(count, keys, seed, step, disorderNs);
    }

    static String text(final BenchInput input) {
        return String.format(
                Locale.ROOT,
                "%,d events, %,d keys, seed %x, step %,d ns, disorder %,d ns",
                input.events(),
                input.keys(),
                input.seed(),
                input.stepNs(),
                input.disorderNs());
    }

    /** The same options again, for another virtual machine. */
    List<String> arguments() {
        final List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--events", Long.toString(events), "--keys", Long.toString(keys)));
        arguments.addAll(List.of("--seed", Long.toHexString(seed), "--step", Long.toString(stepNs)));
        arguments.addAll(List.of("--disorder", Long.toString(disorderNs)));
        return arguments;
    }
}
