package io.millrace.demo.market;

import io.millrace.engine.recovery.JournalSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a run that change its results: a journal keeps them, so that the run can be gone on with and replayed.
 * How fast, on which threads, and where to does not count.
 */
final class JournaledOptions {
    private static final Set<String> FREE = Set.of(
            "--journal",
            "--crash",
            "--sync",
            "--checkpoint-every",
            "--out",
            "--rate",
            "--duration",
            "--layout",
            "--plain",
            "--help",
            "--version");
    private static final Set<String> FILES = Set.of("--trades", "--quotes");

    private JournaledOptions() {}

    /** A journal that keeps the options a command was given, and those it has by default. */
    static JournalSpec keep(final JournalSpec journal, final CommandSpec command) {
        JournalSpec kept = journal;
        for (final Map.Entry<String, String> option : of(command).entrySet()) {
            kept = kept.withOption(option.getKey(), option.getValue());
        }
        return kept;
    }

    private static Map<String, String> of(final CommandSpec command) {
        final Map<String, String> kept = new LinkedHashMap<>();
        for (final OptionSpec option : command.options()) {
            final String name = option.longestName();
            final List<String> given = option.originalStringValues();
            if (FREE.contains(name) || given.isEmpty() && option.defaultValue() == null) {
                continue;
            }
            final String value = given.isEmpty() ? option.defaultValue() : String.join(",", given);
            kept.put(name.substring(2), FILES.contains(name) ? absolute(value) : value);
        }
        return kept;
    }

    private static String absolute(final String file) {
        return file.equals("-")
                ? file
                : Path.of(file).toAbsolutePath().normalize().toString();
    }
}
