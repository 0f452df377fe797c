package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same input in the same order gives the same output, whatever the layout. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LayoutsAgreeTest {
    private static final int PIPELINES = Integer.getInteger("millrace.test.pipelines", 40);
    private static final int EVENTS = 400;

    @Test
    void shouldGiveTheSameOutputInBothLayouts() throws InterruptedException {
        final long first = Long.getLong("millrace.test.seed", System.nanoTime());
        long lines = 0;
        for (long seed = first; seed < first + PIPELINES; seed++) {
            final SplittableRandom random = new SplittableRandom(~seed);
            final RunOptions options = RunOptions.defaults().withWaiting(Waiting.BACKOFF);
            final Map<String, List<String>> inline = RandomPipeline.run(
                    seed, EVENTS, options.withLayout(Layout.INLINE).withBatchSlots(random.nextInt(1, 300)));
            final Map<String, List<String>> ringed = RandomPipeline.run(
                    seed,
                    EVENTS,
                    options.withLayout(Layout.RINGED)
                            .withBatchSlots(random.nextInt(1, 300))
                            .withRingSlots(64 << random.nextInt(4)));
            final String pipeline = "seed " + seed + System.lineSeparator() + RandomPipeline.describe(seed);
            assertEquals(inline.keySet(), ringed.keySet(), pipeline);
            for (final String sink : inline.keySet()) {
                assertSame(inline.get(sink), ringed.get(sink), sink + " of " + pipeline);
                lines += inline.get(sink).size();
            }
        }
        assertTrue(lines > PIPELINES * EVENTS, "too little came out: " + lines);
    }

    /** Compares line by line, so that a failure shows where it begins. */
    private static void assertSame(final List<String> inline, final List<String> ringed, final String what) {
        for (int i = 0; i < Math.min(inline.size(), ringed.size()); i++) {
            assertEquals(inline.get(i), ringed.get(i), "line " + i + " of " + what);
        }
        assertEquals(inline.size(), ringed.size(), "lines of " + what);
    }
}
