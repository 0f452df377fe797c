package io.millrace.demo.cases;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bin/millrace cases}: runs case files. */
@Command(
        name = "cases",
        mixinStandardHelpOptions = true,
        description = "Runs cases of event-time semantics: YAML files whose schema is in docs/cases/README.md.",
        footer = {
            "",
            "Exit codes: 0 all passed, 1 some failed, 2 a file cannot be read.",
            "",
            "Example:",
            "  bin/millrace cases docs/cases/*.yaml"
        })
public final class CasesCommand implements Callable<Integer> {
    private static final int SOME_FAILED = 1;
    private static final int UNREADABLE = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Case files.")
    private List<Path> files;

    /** For the command line. */
    public CasesCommand() {}

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        final List<Case> cases = new ArrayList<>();
        for (final Path file : files) {
            try {
                cases.addAll(read(file));
            } catch (final IOException | CaseException e) {
                final PrintWriter err = spec.commandLine().getErr();
                err.println(spec.qualifiedName() + ": " + e.getMessage());
                err.flush();
                return UNREADABLE;
            }
        }
        int failed = 0;
        for (final Case test : cases) {
            final CaseResult result = CaseRunner.run(test);
            print(out, result);
            failed += result.passed() ? 0 : 1;
        }
        out.println(cases.size() - failed + " passed, " + failed + " failed");
        out.flush();
        return failed == 0 ? 0 : SOME_FAILED;
    }

    private static List<Case> read(final Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a directory; name the files in it");
        }
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": may not be read");
        }
        return CaseFile.read(file);
    }

    private static void print(final PrintWriter out, final CaseResult result) {
        out.println((result.passed() ? "passed  " : "FAILED  ") + result.id() + "  " + result.title());
        result.failure().forEach(line -> out.println("    " + line));
    }
}
