package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final int CASES = 3_000;
    private static final MathContext DIGITS = new MathContext(60);

    private static final Computation<DynamicRecord, DynamicRecord> SPREAD =
            new Computation<>(Aggregates.<Event>named("Spread")
                    .sumDouble("sum", Event::real)
                    .meanDouble("mean", Event::real)
                    .minDouble("min", Event::real)
                    .maxDouble("max", Event::real)
                    .variance("variance", Event::real)
                    .sampleVariance("sampleVariance", Event::real)
                    .standardDeviation("deviation", Event::real)
                    .sampleStandardDeviation("sampleDeviation", Event::real)
                    .build());

    private static Computation<DynamicRecord, DynamicRecord> ewma(final Duration halfLife) {
        return new Computation<>(Aggregates.<Event>named("Ewma")
                .ewma("ewma", halfLife, Event::real)
                .build());
    }

    private static BigDecimal sum(final List<Event> events) {
        return events.stream().map(event -> new BigDecimal(event.real())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal variance(final List<Event> events) {
        final BigDecimal count = BigDecimal.valueOf(events.size());
        final BigDecimal mean = sum(events).divide(count, DIGITS);
        return events.stream()
                .map(event -> new BigDecimal(event.real()).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(count, DIGITS);
    }

    private static void close(
            final double expected,
            final DynamicRecord result,
            final String field,
            final double scale,
            final long seed) {
        assertEquals(expected, Computation.real(result, field), scale, field + ", seed " + seed);
    }

    @Test
    void shouldAgreeWithExactArithmeticHoweverEventsComeAndAreCut() {
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Event> events = Event.random(random, 30, false);
            final DynamicRecord result = SPREAD.finish(SPREAD.inAnyWay(events, random));
            final double variance = variance(events).doubleValue();
            final double largest = events.stream()
                    .mapToDouble(event -> Math.abs(event.real()))
                    .max()
                    .orElseThrow();
            final double sum = sum(events).doubleValue();
            close(sum, result, "sum", Math.ulp(sum) + 1e-20 * largest, seed);
            close(sum / events.size(), result, "mean", Math.ulp(sum) + 1e-20 * largest, seed);
            close(events.stream().mapToDouble(Event::real).min().orElseThrow(), result, "min", 0, seed);
            close(events.stream().mapToDouble(Event::real).max().orElseThrow(), result, "max", 0, seed);
            // As if each number were off in its last bit.
            final double scale = variance * 1e-12 + largest * largest * 1e-30 + Math.sqrt(variance) * largest * 1e-14;
            close(variance, result, "variance", scale, seed);
            final double root = Math.sqrt(scale) + Math.sqrt(variance) * 1e-12;
            close(Math.sqrt(variance), result, "deviation", root, seed);
            assertEquals(events.size() > 1, Computation.isPresent(result, "sampleVariance"));
            if (events.size() > 1) {
                final double sample = variance * events.size() / (events.size() - 1);
                close(sample, result, "sampleVariance", 2 * scale, seed);
                close(Math.sqrt(sample), result, "sampleDeviation", 2 * root, seed);
            }
        }
    }

    @Test
    void shouldStayExactFarFromZero() {
        final DynamicRecord result = SPREAD.finish(SPREAD.of(List.of(
                new Event(0, 0, 0, 0, 1e9 + 4),
                new Event(0, 1, 0, 0, 1e9 + 7),
                new Event(0, 2, 0, 0, 1e9 + 13),
                new Event(0, 3, 0, 0, 1e9 + 16))));
        assertEquals(22.5, Computation.real(result, "variance"));
        assertEquals(30, Computation.real(result, "sampleVariance"));
    }

    @Test
    void shouldSayWhereANumberIsNoneOrInfinite() {
        final DynamicRecord none =
                SPREAD.finish(SPREAD.of(List.of(new Event(0, 0, 0, 0, Double.NaN), new Event(0, 1, 0, 0, 1))));
        assertEquals(Double.NaN, Computation.real(none, "sum"));
        assertEquals(Double.NaN, Computation.real(none, "min"));
        final DynamicRecord infinite = SPREAD.finish(
                SPREAD.of(List.of(new Event(0, 0, 0, 0, Double.POSITIVE_INFINITY), new Event(0, 1, 0, 0, 1))));
        assertEquals(Double.POSITIVE_INFINITY, Computation.real(infinite, "sum"));
        assertEquals(Double.POSITIVE_INFINITY, Computation.real(infinite, "mean"));
        assertEquals(1, Computation.real(infinite, "min"));
    }

    private static double expectedEwma(final List<Event> events, final double halfLifeNs) {
        final long last = events.stream().mapToLong(Event::timeNs).max().orElseThrow();
        double weights = 0;
        double sum = 0;
        for (final Event event : events) {
            final double weight = Math.pow(0.5, (last - event.timeNs()) / halfLifeNs);
            weights += weight;
            sum += weight * event.real();
        }
        return sum / weights;
    }

    @Test
    void shouldHalveWeightsWithEveryHalfLife() {
        final Computation<DynamicRecord, DynamicRecord> ewma = ewma(Duration.ofNanos(10));
        final List<Event> events =
                List.of(new Event(0, 0, 0, 0, 4), new Event(10, 1, 0, 0, 1), new Event(10, 2, 0, 0, 2));
        // Weights 1/2, 1, 1.
        assertEquals(2, Computation.real(ewma.finish(ewma.of(events)), "ewma"), 1e-15);
    }

    @Test
    void shouldAverageByAgeHoweverEventsComeAndAreCut() {
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Duration halfLife = Duration.ofNanos(1 + random.nextInt(20));
            final Computation<DynamicRecord, DynamicRecord> ewma = ewma(halfLife);
            final List<Event> events = Event.random(random, 20, random.nextBoolean());
            final double largest = events.stream()
                    .mapToDouble(event -> Math.abs(event.real()))
                    .max()
                    .orElseThrow();
            final DynamicRecord result = ewma.finish(ewma.inAnyWay(events, random));
            close(expectedEwma(events, halfLife.toNanos()), result, "ewma", largest * 1e-14, seed);
        }
    }

    @Test
    void shouldForgetWhatLiesFurtherBackThanANumberHolds() {
        final Computation<DynamicRecord, DynamicRecord> ewma = ewma(Duration.ofNanos(1));
        final List<Event> events = List.of(
                new Event(Long.MAX_VALUE, 0, 0, 0, 8),
                new Event(Long.MIN_VALUE, 1, 0, 0, 1e300),
                new Event(Long.MAX_VALUE, 2, 0, 0, 9));
        assertEquals(8.5, Computation.real(ewma.finish(ewma.of(events)), "ewma"));
    }

    @Test
    void shouldRoundToTheNearestWhereTheFieldIsAWholeNumber() {
        final RecordType<DynamicRecord, DynamicRecord> type =
                RecordType.of(Layout.builder("Whole").decimal("mean", 2).build());
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(
                Aggregates.<Event>named("Whole").meanDouble("mean", Event::real).into(type));
        assertEquals(
                "Whole{mean=0.03}",
                computation
                        .finish(computation.of(List.of(new Event(0, 0, 0, 0, 2.5))))
                        .toString());
        AggregatesTest.refuses(
                ArithmeticException.class,
                "field mean",
                () -> computation.finish(computation.of(List.of(new Event(0, 0, 0, 0, 1e19)))));
    }

    @Test
    void shouldRefuseAHalfLifeOfNothing() {
        final Aggregates<Event> none = Aggregates.named("None");
        AggregatesTest.refuses(
                IllegalArgumentException.class, "ewma", () -> none.ewma("ewma", Duration.ZERO, Event::real));
        AggregatesTest.refuses(
                IllegalArgumentException.class, "ewma", () -> none.ewma("ewma", Duration.ofNanos(-1), Event::real));
        AggregatesTest.refuses(
                IllegalArgumentException.class, "1 point or more", () -> none.twap("twap", Event::value, 0));
    }
}
