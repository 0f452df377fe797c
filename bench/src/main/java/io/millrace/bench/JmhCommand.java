package io.millrace.bench;

import io.millrace.bench.report.JvmFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The microbenchmarks, by JMH. */
@Command(
        name = "jmh",
        description = {
            "Microbenchmarks by JMH: flyweights, tables, the chain, W1.",
            "They run in virtual machines with the flags of this one, and check their answers.",
            "What stands behind -- goes to JMH."
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench jmh --list",
            "  bin/millrace bench jmh LongTable",
            "  bin/millrace bench jmh W1 -- -f 3 -i 10 -rf json -rff w1.json"
        })
final class JmhCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(names = "--list", description = "List the benchmarks.")
    private boolean list;

    @Parameters(
            paramLabel = "[PATTERN] [-- ARGUMENT...]",
            arity = "0..*",
            description = "A regular expression for names of benchmarks, then arguments for JMH.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws RunnerException {
        final ChainedOptionsBuilder options = new OptionsBuilder();
        try {
            options.parent(new CommandLineOptions(arguments.toArray(new String[0])));
        } catch (final CommandLineOptionException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        // A benchmark that fails, that is, finds a wrong answer, ends it all.
        options.shouldFailOnError(true).jvmArgs(JvmFlags.forAnother().toArray(new String[0]));
        final Runner runner = new Runner(options.build());
        if (list) {
            runner.list();
        } else {
            try {
                runner.run();
            } catch (final NoBenchmarksException e) {
                throw new ParameterException(spec.commandLine(), "no benchmark has such a name: see --list", e);
            }
        }
        return 0;
    }
}
