package io.millrace.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.Pipeline;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunClock;
import io.millrace.engine.run.RunOptions;
import io.millrace.windowing.watermark.Watermarks;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacedSourceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 1_000, 999_999_937, 1_000_000_000})
    void shouldPublishNoEventBeforeItIsDueAndAllAtTheEnd(final long rate) throws Exception {
        final long events = 1_000;
        final long stepNs = Math.max(1, 1_000_000_000L / rate / 3);
        // Every reading of the clock is a little later.
        final AtomicLong nowNs = new AtomicLong(1_000_000_000_000_000_000L);
        final RunClock clock = () -> nowNs.addAndGet(stepNs);
        final long beganNs = nowNs.get();
        final Pipeline pipeline = pipeline(PacedSource.of(context -> new Counting(events), rate));
        final RunOptions options =
                RunOptions.defaults().withLayout(Layout.INLINE).withClock(clock);
        try (Run run = Millrace.start(pipeline, options)) {
            run.join();
            assertEquals(events, run.metrics().events());
        }
        final long tookNs = nowNs.get() - beganNs;
        final long planNs = (events - 1) * 1_000_000_000L / rate;
        assertEquals(true, tookNs >= planNs, tookNs + " ns, planned " + planNs);
    }

    @Test
    void shouldRefuseRatesThatCannotBe() {
        final SourceFactory<TickFlyweight> source = context -> new Counting(1);
        assertThrows(IllegalArgumentException.class, () -> PacedSource.of(source, 0));
        assertThrows(IllegalArgumentException.class, () -> PacedSource.of(source, 1_000_000_001));
    }

    private static Pipeline pipeline(final SourceFactory<TickFlyweight> source) {
        final var builder = Pipeline.builder("paced");
        builder.source("ticks", TickFlyweight.TYPE, Watermarks.ascending(), source)
                .forEach("nothing", (final Tick tick) -> {});
        return builder.build();
    }

    private static final class Counting implements Source<TickFlyweight> {
        private final long events;
        private long made;

        Counting(final long events) {
            this.events = events;
        }

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) {
            if (made == events) {
                return END_OF_INPUT;
            }
            int count = 0;
            for (; count < limit && made < events; count++) {
                out.claim().timeNs(made++);
                out.commit();
            }
            return count;
        }
    }
}
