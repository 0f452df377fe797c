package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.millrace.record.DynamicRecord;
import io.millrace.windowing.Aggregate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What the tests of aggregates compare would notice a mistake: aggregates that are slightly wrong differ from right
 * ones on the events that the tests make.
 */
class AggregateOracleTest {
    private static final int CASES = 300;

    /** A right column and one with a mistake, each over a field named x. */
    private record Mistake(
            String what, UnaryOperator<Aggregates<Event>> right, UnaryOperator<Aggregates<Event>> wrong) {}

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("last for first", c -> c.first("x", Event::value), c -> c.last("x", Event::value)),
            new Mistake(
                    "order of arrival for order of time",
                    c -> c.first("x", Event::value),
                    c -> c.argMin("x", Event::sequence, Event::value)),
            new Mistake(
                    "a tie to the last",
                    c -> c.argMax("x", Event::weight, Event::sequence),
                    c -> c.argMax("x", event -> event.weight() * 100 + event.sequence() % 100, Event::sequence)),
            new Mistake(
                    "quantity for price",
                    c -> c.vwap("x", Event::value, Event::weight),
                    c -> c.vwap("x", Event::weight, Event::value)),
            new Mistake(
                    "a mean of prices for one over time",
                    c -> c.twap("x", Event::value),
                    c -> c.vwap("x", Event::value, e -> 1)),
            new Mistake("a sample for all", c -> c.variance("x", Event::real), c -> c.sampleVariance("x", Event::real)),
            new Mistake(
                    "the neighbour's rank",
                    c -> c.quantile("x", 0.5, Event::real),
                    c -> c.quantile("x", 0.6, Event::real)),
            new Mistake("all for different ones", c -> c.distinct("x", Event::value), c -> c.count("x")));

    private static long differences(final Mistake mistake) {
        final Aggregate<Event, DynamicRecord, DynamicRecord> right =
                mistake.right().apply(Aggregates.named("X")).build();
        final Aggregate<Event, DynamicRecord, DynamicRecord> wrong =
                mistake.wrong().apply(Aggregates.named("X")).build();
        long differences = 0;
        for (long seed = 0; seed < CASES; seed++) {
            final List<Event> list = Event.random(new SplittableRandom(seed), 12, false);
            final Computation<DynamicRecord, DynamicRecord> one = new Computation<>(right);
            final Computation<DynamicRecord, DynamicRecord> other = new Computation<>(wrong);
            if (!one.finish(one.of(list))
                    .toString()
                    .equals(other.finish(other.of(list)).toString())) {
                differences++;
            }
        }
        return differences;
    }

    @Test
    void shouldTellRightFromSlightlyWrong() {
        for (final Mistake mistake : MISTAKES) {
            assertNotEquals(0, differences(mistake), mistake.what());
        }
    }
}
