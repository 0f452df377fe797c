package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.operator.OperatorException;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InlineRunTest {
    @Test
    void shouldRefuseWhatIsPublishedFromWithinTheWorkOnAnEvent() {
        final List<Publisher<TickFlyweight>> others = new ArrayList<>();
        final List<Long> seen = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("nested");
        final EventStream<Tick> other = builder.pushSource("other", TickFlyweight.TYPE, Watermarks.ascending());
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .union("both", List.of(other))
                .forEach("out", tick -> {
                    seen.add(tick.value());
                    others.get(0).claim().timeNs(1).value(2);
                    others.get(0).commit();
                });
        final Run run = Millrace.start(
                builder.build(), RunOptions.defaults().withLayout(Layout.INLINE).withWaiting(Waiting.BACKOFF));
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        others.add(run.publisher("other", TickFlyweight.TYPE));
        publisher.claim().timeNs(1).value(1);
        final OperatorException failure = assertThrows(OperatorException.class, publisher::commit);
        assertEquals(IllegalStateException.class, failure.getCause().getClass());
        assertEquals(List.of(1L), seen, "the pipeline is not entered twice");
        assertEquals(RunState.FAILED, run.state());
        run.close();
    }
}
