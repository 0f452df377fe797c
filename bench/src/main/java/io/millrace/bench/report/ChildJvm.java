package io.millrace.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts another virtual machine with the same Java, class path and flags. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * How to start a class there.
     *
     * @param flags flags to put behind those that we have.
     * @param main the class.
     * @param arguments its arguments.
     * @return the command, for a {@link ProcessBuilder}.
     */
    public static List<String> command(final List<String> flags, final Class<?> main, final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.forAnother());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /**
     * Runs a class there, with our own output as its output, and waits for its end. It is ended with us.
     *
     * @param flags flags to put behind those that we have.
     * @param main the class.
     * @param arguments its arguments.
     * @return its exit code.
     * @throws IOException if it cannot be started.
     * @throws InterruptedException if the calling thread is interrupted; the other one is ended then.
     */
    public static int run(final List<String> flags, final Class<?> main, final List<String> arguments)
            throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(command(flags, main, arguments)).inheritIO().start();
        final Thread ending = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            return process.waitFor();
        } finally {
            process.destroy();
            try {
                Runtime.getRuntime().removeShutdownHook(ending);
            } catch (final IllegalStateException e) {
                // We are being shut down: the hook runs.
            }
        }
    }
}
