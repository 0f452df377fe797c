package io.millrace.windowing.aggregate;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Computes an aggregate over events that are put together in some way. */
final class Computation<A extends Flyweight, F extends Flyweight> {
    private final Aggregate<Event, A, F> aggregate;
    private final EventContext context = new EventContext();
    private final Window window = new Window();

    Computation(final Aggregate<Event, A, F> aggregate) {
        this.aggregate = aggregate;
        window.setTimes(-100, 200);
        window.setKey(7);
    }

    static <R extends Flyweight> R record(final RecordType<?, R> type) {
        final R record = type.newFlyweight();
        record.wrap(new UnsafeBuffer(new byte[type.sizeBytes() + 24]), 16);
        record.clear();
        return record;
    }

    Window window() {
        return window;
    }

    A create() {
        final A accumulator = record(aggregate.accumulatorType());
        aggregate.create(accumulator);
        return accumulator;
    }

    A add(final A accumulator, final List<Event> events) {
        for (final Event event : events) {
            context.set(event.timeNs(), event.sequence());
            aggregate.add(accumulator, event, context);
        }
        return accumulator;
    }

    A of(final List<Event> events) {
        return add(create(), events);
    }

    A combine(final A accumulator, final A other) {
        aggregate.combine(accumulator, other);
        return accumulator;
    }

    A deduct(final A accumulator, final A other) {
        aggregate.deduct(accumulator, other);
        return accumulator;
    }

    F finish(final A accumulator) {
        final F output = record(aggregate.outputType());
        aggregate.finish(window, accumulator, output);
        return output;
    }

    /** The events in any order, cut into parts, some of them empty, that are combined two by two in any order. */
    A inAnyWay(final List<Event> events, final SplittableRandom random) {
        final List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        final List<A> parts = cut(shuffled, random);
        while (parts.size() > 1) {
            final A part = parts.remove(random.nextInt(parts.size()));
            combine(parts.get(random.nextInt(parts.size())), part);
        }
        return parts.get(0);
    }

    /** The events ordered by time and cut into parts, some of them empty, that are combined in order of time. */
    A inTimeOrder(final List<Event> events, final SplittableRandom random) {
        final List<A> parts = cut(Event.ordered(events), random);
        while (parts.size() > 1) {
            final int left = random.nextInt(parts.size() - 1);
            combine(parts.get(left), parts.remove(left + 1));
        }
        return parts.get(0);
    }

    private List<A> cut(final List<Event> events, final SplittableRandom random) {
        final List<A> parts = new ArrayList<>();
        parts.add(create());
        for (final Event event : events) {
            while (random.nextInt(3) == 0) {
                parts.add(create());
            }
            add(parts.get(parts.size() - 1), List.of(event));
        }
        return parts;
    }

    static long number(final DynamicRecord result, final String field) {
        return result.getLong(result.type().layout().field(field));
    }

    static double real(final DynamicRecord result, final String field) {
        return result.getDouble(result.type().layout().field(field));
    }

    static String wide(final DynamicRecord result, final String field) {
        return result.int128(result.type().layout().field(field)).toString();
    }

    static boolean isPresent(final DynamicRecord result, final String field) {
        return result.isPresent(result.type().layout().field(field));
    }
}
