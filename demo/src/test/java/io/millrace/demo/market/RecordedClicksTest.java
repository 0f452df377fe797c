package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.csv.CsvSource;
import io.millrace.engine.csv.TimeText;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded clicks, completely shuffled: each is counted exactly once, in a window or as late, in bounded memory. */
class RecordedClicksTest {
    private static final long CLICKS = 71_439;

    /** What is open at a time is little: the clicks of two hours, of some 56. */
    private static final long STATE_LIMIT_BYTES = 2L << 20;

    private final AtomicLong counted = new AtomicLong();
    private final AtomicLong late = new AtomicLong();

    @ParameterizedTest
    @ValueSource(strings = {"INLINE", "RINGED"})
    void shouldCountEveryClickOnceInMinutesOfAnAddress(final Layout layout) throws Exception {
        run(Windows.tumbling(Duration.ofMinutes(1)), Duration.ofHours(1), layout, STATE_LIMIT_BYTES);
        assertEquals(CLICKS, counted.get() + late.get());
        assertTrue(counted.get() > 0 && late.get() > CLICKS / 2, counted + " in windows, " + late + " late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INLINE", "RINGED"})
    void shouldCountEveryClickOnceInSessionsOfAnAddress(final Layout layout) throws Exception {
        run(SessionWindows.withGap(Duration.ofMinutes(10)), Duration.ofHours(1), layout, STATE_LIMIT_BYTES);
        assertEquals(CLICKS, counted.get() + late.get());
        assertTrue(counted.get() > 0 && late.get() > CLICKS / 2, counted + " in sessions, " + late + " late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INLINE", "RINGED"})
    void shouldHaveNoLateClickWhereTheDisorderIsThatOfTheFile(final Layout layout) throws Exception {
        run(Windows.tumbling(Duration.ofHours(1)), Duration.ofSeconds(201_598), layout, 64L << 20);
        assertEquals(CLICKS, counted.get());
        assertEquals(0, late.get());
    }

    private void run(
            final WindowAssigner windows, final Duration disorder, final Layout layout, final long stateLimitBytes)
            throws InterruptedException {
        final Path file = Recordings.set(Recordings.CLICKS).resolve("clicks.csv.gz");
        final RunOptions options = RunOptions.defaults().withLayout(layout).withStateLimitBytes(stateLimitBytes);
        try (Run run = Millrace.start(pipeline(file, windows, disorder), options)) {
            run.join();
            assertEquals(RunState.ENDED, run.state(), () -> String.valueOf(run.failure()));
            assertEquals(CLICKS, run.metrics().events());
            assertEquals(late.get(), run.metrics().lateEvents());
            assertEquals(0, run.metrics().rejected() + run.metrics().skipped());
        }
    }

    private Pipeline pipeline(final Path file, final WindowAssigner windows, final Duration disorder) {
        final CsvSource<ClickFlyweight> clicks = CsvSource.<ClickFlyweight>of(file.toString())
                .column("timeNs", "click_time")
                .times(TimeText.ISO);
        final PipelineBuilder builder = Pipeline.builder("clicks").lateTo(symbols -> event -> {
            assertEquals(List.of("clicks-of-address"), event.missed());
            late.incrementAndGet();
        });
        final EventStream<Click> source =
                builder.source("clicks", ClickFlyweight.TYPE, Watermarks.boundedDisorder(disorder), clicks);
        source.keyBy(Click::ip)
                .window(windows)
                .aggregate(
                        "clicks-of-address",
                        Aggregates.<Click>named("Clicks").count("count").build())
                .results()
                .sink(
                        "counted",
                        context -> result -> counted.addAndGet(
                                result.getLong(result.type().layout().field("count"))));
        return builder.build();
    }
}
