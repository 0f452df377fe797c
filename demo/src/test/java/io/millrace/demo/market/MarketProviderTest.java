package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.PipelineProvider;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketProviderTest {
    @TempDir
    Path folder;

    private final PipelineProvider provider = PipelineProvider.find("market").orElseThrow();

    @Test
    void shouldMakeThePipelineByItsName() throws Exception {
        final Map<String, String> options = Map.of("events", "200000", "bar", "1s", "out", folder.toString());
        try (Run run = Millrace.start(provider.create(options))) {
            run.join();
            assertEquals(200_000, run.metrics().events());
        }
        assertEquals(31, Files.readAllLines(folder.resolve("bars.csv")).size());
    }

    @Test
    void shouldNameOptionsThatAreWrong() {
        assertTrue(refusal(Map.of("bogus", "1", "events", "1")).contains("bogus"));
        assertTrue(refusal(Map.of("bar", "1x", "events", "1")).contains("'1x' is not a duration"));
        assertTrue(refusal(Map.of()).contains("trades, events and duration"));
    }

    private String refusal(final Map<String, String> options) {
        return assertThrows(IllegalArgumentException.class, () -> provider.create(options))
                .getMessage();
    }
}
