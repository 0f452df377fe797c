package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.testkit.PipelineTester;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadmeExampleTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path SOURCES = Path.of("src/test/java/io/millrace/engine/example");

    /** The lines between a file's tags, without their common indentation. */
    private static String region(final String file, final String tag) throws IOException {
        final List<String> lines = Files.readAllLines(SOURCES.resolve(file));
        final int from = indexOf(lines, "// tag::" + tag + "[]");
        final int to = indexOf(lines, "// end::" + tag + "[]");
        final List<String> region = lines.subList(from + 1, to);
        final int indent = region.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return region.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .collect(Collectors.joining("\n"));
    }

    private static int indexOf(final List<String> lines, final String text) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(text)) {
                return i;
            }
        }
        throw new AssertionError("no line " + text);
    }

    @Test
    void shouldShowInTheReadmeWhatIsCompiledHere() throws IOException {
        final String readme = Files.readString(README);
        for (final String[] region : new String[][] {
            {"Trade.java", "trade"},
            {"VolumeByMinute.java", "pipeline"},
            {"VolumeByMinuteRun.java", "run"},
            {"VolumeByMinuteTest.java", "test"}
        }) {
            final String code = region(region[0], region[1]);
            assertTrue(readme.contains(code), "README.md does not contain this:\n" + code);
        }
    }

    @Test
    @Timeout(30)
    void shouldRunAsTheReadmeSays() throws InterruptedException {
        final PrintStream before = System.out;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            VolumeByMinuteRun.run();
        } finally {
            System.setOut(before);
        }
        assertEquals(
                "Volume{symbol=0, startNs=0, lots=3, high=10125}",
                printed.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void shouldDescribeThePipeline() {
        try (PipelineTester tester = PipelineTester.of(VolumeByMinute.pipeline())) {
            assertEquals(Long.MIN_VALUE, tester.watermarkNs());
        }
        assertTrue(VolumeByMinute.pipeline().describe().contains("volume"));
    }
}
