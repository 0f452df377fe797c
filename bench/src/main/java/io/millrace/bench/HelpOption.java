package io.millrace.bench;

import picocli.CommandLine.Option;

/** {@code --help}, for commands that have no version of their own. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean asked;
}
