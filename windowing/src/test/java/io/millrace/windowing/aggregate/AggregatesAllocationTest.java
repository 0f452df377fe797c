package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import io.millrace.windowing.check.Allocation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AggregatesAllocationTest {
    private static final List<UnaryOperator<Aggregates<Event>>> ALL = List.of(
            columns -> columns.key("k").start("s").end("e").firedBefore("f").dropped("d"),
            columns -> columns.count("c").sum("s", Event::value).sum128("w", Event::value),
            columns -> columns.sumOfProducts("n", Event::value, Event::weight).vwap("v", Event::value, Event::weight),
            columns ->
                    columns.mean("m", Event::value).meanDouble("d", Event::real).sumDouble("s", Event::real),
            columns -> columns.min("a", Event::value).max("b", Event::value).minDouble("c", Event::real),
            columns ->
                    columns.maxDouble("d", Event::real).first("f", Event::value).last("l", Event::value),
            columns -> columns.argMin("a", Event::value, Event::weight).argMax("b", Event::value, Event::weight),
            columns -> columns.ohlc("o", "h", "l", "c", Event::value).twap("t", Event::value, 8),
            columns -> columns.variance("v", Event::real).sampleStandardDeviation("d", Event::real),
            columns -> columns.ewma("e", Duration.ofNanos(5), Event::real).quantile("q", 0.5, Event::real),
            columns -> columns.distinct("d", Event::value),
            columns -> columns.top("t", 5, Event::value, Event::weight).bottom("b", 5, Event::value, Event::weight));

    private final List<Event> events = Event.ordered(Event.random(new SplittableRandom(1), 400, false));
    private final EventContext context = new EventContext();
    private final Window window = new Window();

    private static <F extends DynamicRecord> F offHeap(final RecordType<?, F> type) {
        final F record = type.newFlyweight();
        record.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(type.sizeBytes())), 0);
        return record;
    }

    private void run(
            final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate,
            final DynamicRecord accumulator,
            final DynamicRecord other,
            final DynamicRecord output,
            final int rounds) {
        for (int round = 0; round < rounds; round++) {
            accumulator.clear();
            other.clear();
            aggregate.create(accumulator);
            aggregate.create(other);
            for (int i = 0; i < events.size(); i++) {
                final Event event = events.get(i);
                context.set(event.timeNs(), event.sequence());
                aggregate.add(i < events.size() / 2 ? accumulator : other, event, context);
            }
            aggregate.combine(accumulator, other);
            if (aggregate.isDeductible()) {
                aggregate.deduct(accumulator, other);
            }
            output.clear();
            aggregate.finish(window, accumulator, output);
        }
    }

    @Test
    void shouldNotAllocate() {
        window.setTimes(-100, 200);
        for (int i = 0; i < ALL.size(); i++) {
            final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate =
                    ALL.get(i).apply(Aggregates.named("All")).build();
            final DynamicRecord accumulator = offHeap(aggregate.accumulatorType());
            final DynamicRecord other = offHeap(aggregate.accumulatorType());
            final DynamicRecord output = offHeap(aggregate.outputType());
            run(aggregate, accumulator, other, output, 300);
            final long least = Allocation.leastBytes(() -> run(aggregate, accumulator, other, output, 100));
            assertTrue(least < 200, "aggregates " + i + ": " + least + " bytes");
        }
    }
}
