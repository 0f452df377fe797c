package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What publishers do, in every layout. */
@ParameterizedClass
@EnumSource(names = {"INLINE", "RINGED"})
class LayoutPublisherTest extends LayoutContract {
    @Test
    void shouldTakeWhatIsPushedAndEndWithIt() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).sink("out", results.sink());
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (int i = 0; i < 10_000; i++) {
            push(publisher, i, 1, i);
        }
        publisher.endOfInput();
        run.join();
        assertEquals(RunState.ENDED, run.state());
        assertEquals(10_000, results.lines().size());
        assertEquals("9999/1=9999 #9999", results.lines().get(9_999));
        assertEquals(10_000, run.metrics().latency().snapshot().getTotalCount());
        run.close();
    }

    @Test
    void shouldFollowWatermarksAndIdleMarksOfSeveralSources() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> other = builder.pushSource("other", TickFlyweight.TYPE, Watermarks.ascending());
        pushed(builder)
                .union("both", List.of(other))
                .keyBy(tick -> 1)
                .window(Windows.tumbling(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .sink("out", tickSink(results));
        final Run run = start(builder);
        final Publisher<TickFlyweight> first = run.publisher("ticks", TickFlyweight.TYPE);
        final Publisher<TickFlyweight> second = run.publisher("other", TickFlyweight.TYPE);
        push(first, 5, 1, 100);
        push(first, 25, 1, 200);
        second.watermark(9);
        push(second, 12, 1, 7);
        second.idle();
        push(second, 30, 1, 1);
        push(first, 26, 1, 2);
        first.idle();
        second.active();
        second.watermark(45);
        first.endOfInput();
        second.endOfInput();
        run.join();
        assertEquals(List.of("9/1=100 #0", "19/1=7 #1", "29/1=202 #2", "39/1=1 #3"), results.lines());
        run.close();
    }

    @Test
    void shouldRefuseMisuseOfAPublisher() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).sink("out", results.sink());
        final Run run = start(builder);
        assertThrows(IllegalArgumentException.class, () -> run.publisher("nowhere", TickFlyweight.TYPE));
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        assertThrows(IllegalStateException.class, publisher::commit);
        assertThrows(IllegalStateException.class, publisher::abort);
        publisher.claim().timeNs(1).key(1).value(1);
        assertThrows(IllegalStateException.class, publisher::claim);
        assertThrows(IllegalStateException.class, publisher::tryClaim);
        assertThrows(IllegalStateException.class, publisher::endOfInput);
        publisher.abort();
        push(publisher, 2, 2, 2);
        publisher.endOfInput();
        assertThrows(IllegalStateException.class, publisher::claim);
        assertThrows(IllegalStateException.class, publisher::endOfInput);
        run.join();
        assertThrows(IllegalStateException.class, publisher::claim);
        assertEquals(List.of("2/2=2 #0"), results.lines());
        run.close();
    }

    @Test
    void shouldTakeWhatSeveralThreadsPushThroughPublishersOfTheirOwn() throws Exception {
        final int publishers = 3;
        final int each = 5_000;
        final long[] last = new long[publishers];
        final List<String> wrong = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).sink("out", context -> tick -> {
            final int number = (int) (tick.value() % publishers);
            final String text = context.symbols().textOf((int) tick.key()).toString();
            if (tick.value() != last[number] + publishers || !text.equals("S" + tick.value() % 1_000)) {
                wrong.add(tick.value() + " of " + text + " behind " + last[number]);
            }
            last[number] = tick.value();
        });
        Arrays.setAll(last, number -> number);
        final Run run = start(builder);
        final List<Publisher<TickFlyweight>> all = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            all.add(run.publisher("ticks", TickFlyweight.TYPE));
        }
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            final int number = i;
            threads.add(new Thread(() -> pushAll(all.get(number), number, publishers, each)));
        }
        threads.forEach(Thread::start);
        run.join();
        assertEquals(RunState.ENDED, run.state());
        assertEquals(List.of(), wrong);
        assertEquals(publishers * each, run.metrics().events());
        assertEquals(publishers * each, run.metrics().latency().snapshot().getTotalCount());
        assertThrows(IllegalStateException.class, () -> run.publisher("ticks", TickFlyweight.TYPE));
        run.close();
    }

    private static void pushAll(
            final Publisher<TickFlyweight> to, final int number, final int publishers, final int each) {
        for (int n = 1; n <= each; n++) {
            final long value = number + (long) n * publishers;
            if (n % 7 == 0) {
                to.claim().value(-1);
                to.abort();
            }
            final TickFlyweight tick = to.claim();
            tick.timeNs(n).value(value);
            tick.key(to.idOf("S" + value % 1_000));
            to.commit();
        }
        to.endOfInput();
    }

    @Test
    void shouldKeepEventsApartThatSeveralPublishersOfASourceHaveClaimed() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).sink("out", results.sink());
        final Run run = start(builder);
        final Publisher<TickFlyweight> first = run.publisher("ticks", TickFlyweight.TYPE);
        final Publisher<TickFlyweight> second = run.publisher("ticks", TickFlyweight.TYPE);
        final TickFlyweight one = first.claim();
        final TickFlyweight two = second.claim();
        one.timeNs(1).key(1).value(10);
        two.timeNs(2).key(2).value(20);
        first.commit();
        second.commit();
        first.endOfInput();
        assertThrows(IllegalStateException.class, first::claim);
        push(second, 3, 3, 30);
        assertEquals(RunState.RUNNING, run.state(), "the source ends with the last of its publishers");
        second.endOfInput();
        run.join();
        assertEquals(List.of("1/1=10 #0", "2/2=20 #1", "3/3=30 #2"), results.lines());
        run.close();
    }
}
