package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.demo.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process of its own shows: exit codes, signals, standard input. */
class MarketProcessTest {
    private static final int PATIENCE_SECONDS = 30;
    private static final int SIGINT = 2;
    private static final List<String> FLAGS = List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED");

    @TempDir
    Path folder;

    @Test
    void shouldExitWithTwoWhenUsedWrongly() throws Exception {
        final Process process = market("--bar", "1x");
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(2, process.exitValue(), said(process));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void shouldWriteWhatIsCompleteWhenStopped(final String signal, final int code) throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no signals here");
        assumeFalse(isIgnored(signal), signal + " is ignored by this process, and so by its children");
        final Process process = market("--trades", "-", "--disorder", "0s");
        try (OutputStream in = process.getOutputStream()) {
            in.write("time_ns,symbol,price,quantity\n1,A,1,1\n2000000000,A,2,1\n2000000001,B,2,1\n"
                    .getBytes(StandardCharsets.UTF_8));
            in.flush();
            awaitBar();
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals(code, process.exitValue(), said(process));
        assertEquals(
                List.of("A,0,1000000000,1.0000,1.0000,1.0000,1.0000,1,1,1.0000"),
                Files.readAllLines(folder.resolve("out/bars.csv")).subList(1, 2));
        assertEquals(2, Files.readAllLines(folder.resolve("out/bars.csv")).size());
        assertTrue(said(process).contains("Interrupted before the end of input: 2 bars are still open"), said(process));
    }

    @Test
    void shouldShowOnlyTheLinesToCopyWithoutTheFlags() throws Exception {
        final Process process = start(List.of(), folder.resolve("said.txt"), "--events", "1");
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue(), said(process));
        assertTrue(said(process).contains("java:             --add-opens"), said(process));
        assertFalse(said(process).contains("\tat "), said(process));
    }

    @Test
    void shouldFailWhenItsReportCannotBeWritten() throws Exception {
        final Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no " + full);
        final Process process = start(FLAGS, full, "--events", "1");
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue());
    }

    /** A shell makes what it starts in the background ignore Ctrl-C. */
    private static boolean isIgnored(final String signal) throws IOException {
        final Path status = Path.of("/proc/self/status");
        if (!signal.equals("INT") || !Files.exists(status)) {
            return false;
        }
        final String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).trim())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) & 1L << SIGINT - 1) != 0;
    }

    private void awaitBar() throws Exception {
        final Path bars = folder.resolve("out/bars.csv");
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(bars) || Files.readAllLines(bars).size() < 2) {
            assertTrue(System.nanoTime() < deadline, "no bar");
            Thread.sleep(20);
        }
    }

    private Process market(final String... options) throws IOException {
        return start(FLAGS, folder.resolve("said.txt"), options);
    }

    private Process start(final List<String> flags, final Path output, final String... options) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.add("market");
        command.add("--out");
        command.add(folder.resolve("out").toString());
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private String said(final Process process) throws IOException {
        return process.info() + "\n" + Files.readString(folder.resolve("said.txt"));
    }
}
