package io.millrace.demo.market;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How much a terminal shows.
 *
 * @param columns characters in a line.
 * @param rows lines.
 */
record TerminalSize(int columns, int rows) {
    /** What every terminal has, unless it says otherwise. */
    static final TerminalSize USUAL = new TerminalSize(80, 24);

    private static final File TERMINAL = new File("/dev/tty");
    private static final int PATIENCE_MS = 500;

    /** Asks the environment, then the terminal; once, so that asking disturbs no measurement. */
    static TerminalSize ask() {
        final Map<String, String> environment = System.getenv();
        if (environment.containsKey("LINES") && environment.containsKey("COLUMNS")) {
            return parse(environment.get("LINES") + ' ' + environment.get("COLUMNS"));
        }
        return TERMINAL.exists() ? parse(stty()) : USUAL;
    }

    /** Reads rows and columns, in this order, as {@code stty size} prints them. */
    static TerminalSize parse(final String text) {
        final String[] numbers = text.trim().split(" +");
        try {
            final int rows = Integer.parseInt(numbers[0]);
            final int columns = Integer.parseInt(numbers[numbers.length - 1]);
            // A terminal that does not know says 0.
            return numbers.length == 2 && rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : USUAL;
        } catch (final NumberFormatException e) {
            return USUAL;
        }
    }

    private static String stty() {
        try {
            final Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (final IOException e) {
            return "";
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
