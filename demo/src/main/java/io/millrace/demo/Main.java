package io.millrace.demo;

import io.millrace.bench.BenchCommand;
import io.millrace.demo.cases.CasesCommand;
import io.millrace.demo.market.Explanation;
import io.millrace.demo.market.MarketCommand;
import io.millrace.demo.replay.ReplayCommand;
import io.millrace.record.MissingJvmFlagError;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code bin/millrace}, then the name of what to run. */
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "A low-latency stream-processing engine for one machine.")
public final class Main implements Runnable {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs a command and exits with its status.
     *
     * @param args the command and its options; {@code --help} lists them.
     */
    public static void main(final String[] args) {
        System.exit(run(args));
    }

    private static int run(final String[] args) {
        final StandardOutput out = new StandardOutput();
        final CommandLine line = commandLine(args);
        line.setOut(out.writer());
        final int code;
        try {
            code = line.execute(args);
        } catch (final MissingJvmFlagError e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (final OutOfMemoryError e) {
            System.err.println("millrace: " + Explanation.of(e));
            return FAILED;
        }
        final Optional<String> failure = out.failure();
        failure.ifPresent(text -> System.err.println("millrace: " + text));
        return code == 0 && failure.isPresent() ? FAILED : code;
    }

    /** The command line, without the commands that other ones have no use for: their classes take time to load. */
    static CommandLine commandLine(final String[] args) {
        final CommandLine line = new CommandLine(new Main());
        line.addSubcommand(versioned(new CommandLine(new MarketCommand())));
        if (args.length == 0 || !args[0].equals("market")) {
            line.addSubcommand(versioned(new CommandLine(new ReplayCommand())));
            line.addSubcommand(versioned(new CommandLine(new CasesCommand())));
            line.addSubcommand(versioned(new CommandLine(new BenchCommand())));
        }
        line.setParameterExceptionHandler(Main::explain);
        line.setExecutionExceptionHandler(Main::explain);
        return line;
    }

    private static CommandLine versioned(final CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        return command;
    }

    private static int explain(final ParameterException e, final String[] args) {
        final CommandLine command = e.getCommandLine();
        final String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + e.getMessage());
        // An error with a cause is about what an option stands for, such as a file: there is no help for that.
        if (e.getCause() == null) {
            CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
            command.getErr().println("Try '" + name + " --help'.");
        }
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int explain(final Exception e, final CommandLine command, final CommandLine.ParseResult parsed) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + Explanation.of(e));
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "Millrace " + (version == null ? "(built from classes)" : version),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
            };
        }
    }
}
