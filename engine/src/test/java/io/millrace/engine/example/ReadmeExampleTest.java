package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.testkit.PipelineTester;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs what the README shows; {@link DocumentedCodeTest} compares the text. */
class ReadmeExampleTest {
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
