package io.millrace.bench;

import io.millrace.bench.contest.WrongAnswerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/millrace bench}: everything that is measured, each by a command of its own. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures, and checks the answers of what it measures.",
        subcommands = {
            W1Command.class,
            W2Command.A.class,
            W2Command.B.class,
            W2Command.C.class,
            W3Command.class,
            W4Command.class,
            JournalCommand.class,
            CheckpointCommand.class,
            RestartCommand.class,
            ClosingCommand.class,
            TimersCommand.class,
            ChainCommand.class,
            KeysCommand.class,
            AllocationCommand.class,
            JmhCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench w1                     throughput beside a hand-written loop",
            "  bin/millrace bench w1 --rate 1M           service time",
            "  bin/millrace bench w2c                    windows that overlap a thousandfold: cost per result",
            "  bin/millrace bench w1 --help              all parameters"
        })
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Has nothing to set up. */
    public BenchCommand() {}

    /**
     * Runs the command alone and exits with its status: how it starts itself again in another virtual machine.
     *
     * @param args the subcommand and its options.
     */
    public static void main(final String[] args) {
        System.exit(new CommandLine(new BenchCommand()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing what to measure");
    }

    /** Runs a measurement; a wrong answer is a message and exit code 1. */
    static int judge(final CommandSpec spec, final Measurement measurement) throws Exception {
        try {
            return measurement.run();
        } catch (final WrongAnswerException e) {
            spec.commandLine().getErr().println("millrace: " + e.getMessage());
            return 1;
        }
    }

    /** Something that measures. */
    @FunctionalInterface
    interface Measurement {
        int run() throws Exception;
    }
}
