package io.millrace.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command said.
 *
 * @param code its exit code.
 * @param out its output.
 * @param err its errors.
 */
public record CommandResult(int code, String out, String err) {
    /** Runs a command in this virtual machine. */
    public static CommandResult of(final String... args) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine line = Main.commandLine(args);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        final int code = line.execute(args);
        return new CommandResult(code, out.toString(), err.toString());
    }
}
