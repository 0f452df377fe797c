package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AggregatesTest {
    private static final int CASES = 3_000;

    private static Aggregate<Event, DynamicRecord, DynamicRecord> everything() {
        return Aggregates.<Event>named("Everything")
                .key("key")
                .start("startNs")
                .end("endNs")
                .firedBefore("fired")
                .dropped("dropped")
                .count("count")
                .sum128("sum", Event::value)
                .sumOfProducts("notional", Event::value, Event::weight)
                .min("min", Event::value)
                .max("max", Event::value)
                .first("first", Event::value)
                .last("last", Event::value)
                .argMin("lightest", Event::weight, Event::value)
                .argMax("heaviest", Event::weight, Event::value)
                .ohlc("open", "high", "low", "close", Event::weight)
                .top("top", 3, Event::value, Event::sequence)
                .bottom("bottom", 3, Event::value, Event::sequence)
                .build();
    }

    private static BigInteger sum(final List<Event> events, final ToLongFunction<Event> value) {
        return events.stream()
                .map(event -> BigInteger.valueOf(value.applyAsLong(event)))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger products(final List<Event> events) {
        return events.stream()
                .map(event -> BigInteger.valueOf(event.value()).multiply(BigInteger.valueOf(event.weight())))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static Event best(final List<Event> ordered, final Comparator<Event> comparator) {
        return ordered.stream().min(comparator.thenComparing(Event.IN_ORDER)).orElseThrow();
    }

    private static String ranked(final List<Event> events, final String name, final Comparator<Event> comparator) {
        final List<Event> sorted = events.stream()
                .sorted(comparator.thenComparing(Event.IN_ORDER))
                .limit(3)
                .toList();
        final StringBuilder out = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            out.append(", ")
                    .append(name)
                    .append(i)
                    .append('=')
                    .append(i <= sorted.size() ? sorted.get(i - 1).sequence() : "absent");
        }
        return out.toString();
    }

    private static String expected(final List<Event> events) {
        final List<Event> ordered = Event.ordered(events);
        final Event first = ordered.get(0);
        final Event last = ordered.get(ordered.size() - 1);
        final Comparator<Event> byValue = Comparator.comparingLong(Event::value);
        final Comparator<Event> byWeight = Comparator.comparingLong(Event::weight);
        final Event lightest = best(ordered, byWeight);
        final Event heaviest = best(ordered, byWeight.reversed());
        return "Everything{key=7, startNs=-100, endNs=200, fired=2, dropped=false, count=" + events.size()
                + ", sum=" + sum(events, Event::value)
                + ", notional=" + products(events)
                + ", min=" + best(ordered, byValue).value()
                + ", max=" + best(ordered, byValue.reversed()).value()
                + ", first=" + first.value() + ", last=" + last.value()
                + ", lightest=" + lightest.value() + ", heaviest=" + heaviest.value()
                + ", open=" + first.weight() + ", high=" + heaviest.weight()
                + ", low=" + lightest.weight() + ", close=" + last.weight()
                + ranked(events, "top", byValue.reversed()) + ranked(events, "bottom", byValue) + "}";
    }

    @Test
    void shouldAgreeWithASortHoweverEventsComeAndAreCut() {
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(everything());
        computation.window().setFiring(2, false, false);
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Event> events = Event.random(random, 12, random.nextBoolean());
            final String expected = expected(events);
            assertEquals(expected, computation.finish(computation.of(events)).toString(), "seed " + seed);
            assertEquals(
                    expected,
                    computation.finish(computation.inAnyWay(events, random)).toString(),
                    "seed " + seed);
        }
    }

    @Test
    void shouldTakeTheLastToArriveForTheLastWhereOneEventBecameSeveral() {
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(Aggregates.<Event>named("Edges")
                .first("first", Event::value)
                .last("last", Event::value)
                .ohlc("open", "high", "low", "close", Event::value)
                .build());
        final List<Event> split =
                List.of(new Event(5, 1, 10, 0, 0), new Event(5, 1, 30, 0, 0), new Event(5, 1, 20, 0, 0));
        assertEquals(
                "Edges{first=10, last=20, open=10, high=30, low=10, close=20}",
                computation.finish(computation.of(split)).toString());
    }

    @Test
    void shouldRoundMeansOfWholeNumbersDownAtTheirDecimals() {
        final RecordType<DynamicRecord, DynamicRecord> type = RecordType.of(Layout.builder("Means")
                .decimal("mean", 2)
                .decimal("vwap", 2)
                .optional()
                .float64("real")
                .build());
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(Aggregates.<Event>named("Means")
                .mean("mean", Event::value)
                .mean("real", Event::value)
                .vwap("vwap", Event::value, event -> Math.abs(event.weight() % 100))
                .into(type));
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Event> events = Event.random(random, 6, random.nextBoolean());
            final DynamicRecord result = computation.finish(computation.inAnyWay(events, random));
            final BigDecimal sum = new BigDecimal(sum(events, Event::value));
            final BigDecimal count = BigDecimal.valueOf(events.size());
            final String what = "seed " + seed;
            assertEquals(
                    sum.divide(count, 0, RoundingMode.FLOOR).longValueExact(),
                    Computation.number(result, "mean"),
                    what);
            final double mean = sum.divide(count, 30, RoundingMode.HALF_EVEN).doubleValue();
            assertEquals(mean, Computation.real(result, "real"), Math.abs(mean) * 1e-15, what);
            assertVwap(events, result, what);
        }
    }

    private static void assertVwap(final List<Event> events, final DynamicRecord result, final String what) {
        final BigInteger volume = sum(events, event -> Math.abs(event.weight() % 100));
        assertEquals(volume.signum() != 0, Computation.isPresent(result, "vwap"), what);
        if (volume.signum() != 0) {
            final BigInteger notional = events.stream()
                    .map(event -> BigInteger.valueOf(event.value())
                            .multiply(BigInteger.valueOf(Math.abs(event.weight() % 100))))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            final long expected = new BigDecimal(notional)
                    .divide(new BigDecimal(volume), 0, RoundingMode.FLOOR)
                    .longValueExact();
            assertEquals(expected, Computation.number(result, "vwap"), what);
        }
    }

    @Test
    void shouldTakePartsOutAgain() {
        final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate = Aggregates.<Event>named("Deductible")
                .key("key")
                .count("count")
                .sum128("sum", Event::value)
                .sumOfProducts("notional", Event::value, Event::weight)
                .mean("mean", Event::value)
                .vwap("vwap", Event::weight, event -> Math.abs(event.value() % 100))
                .build();
        assertTrue(aggregate.isDeductible());
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(aggregate);
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Event> stays = Event.random(random, 6, random.nextBoolean());
            final List<Event> goes = Event.random(random, 6, random.nextBoolean());
            final DynamicRecord both = computation.combine(computation.of(goes), computation.of(stays));
            computation.deduct(both, computation.of(goes));
            assertTrue(
                    both.contentEquals(
                            computation.of(stays).buffer(),
                            computation.of(stays).offset()),
                    "seed " + seed);
        }
    }

    @Test
    void shouldNotBeDeductibleWhereThereIsNoInverse() {
        assertFalse(everything().isDeductible());
        assertFalse(
                Aggregates.<Event>named("R").sumDouble("x", Event::real).build().isDeductible());
        assertFalse(Aggregates.<Event>named("R")
                .meanDouble("x", Event::real)
                .build()
                .isDeductible());
        assertFalse(
                Aggregates.<Event>named("R").variance("x", Event::real).build().isDeductible());
    }

    @Test
    void shouldNotDependOnTheOrderWhetherASumFits() {
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(
                Aggregates.<Event>named("Sum").sum("sum", Event::value).build());
        final DynamicRecord back = computation.of(
                List.of(new Event(1, 0, Long.MAX_VALUE, 0, 0), new Event(1, 1, 5, 0, 0), new Event(1, 2, -7, 0, 0)));
        assertEquals(Long.MAX_VALUE - 2, Computation.number(computation.finish(back), "sum"));
    }

    @Test
    void shouldNameTheFieldAndTheCureWhereASumDoesNotFit() {
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(
                Aggregates.<Event>named("Sum").sum("volume", Event::value).build());
        final DynamicRecord much =
                computation.of(List.of(new Event(1, 0, Long.MAX_VALUE, 0, 0), new Event(1, 1, 1, 0, 0)));
        refuses(ArithmeticException.class, "volume", () -> computation.finish(much));
        refuses(ArithmeticException.class, "sum128", () -> computation.finish(much));
    }

    @Test
    void shouldHaveNoValueWhereThereIsNothing() {
        final Computation<DynamicRecord, DynamicRecord> computation =
                new Computation<>(Aggregates.<Event>named("Nothing")
                        .count("count")
                        .min("min", Event::value)
                        .mean("mean", Event::value)
                        .vwap("vwap", Event::value, Event::weight)
                        .sampleVariance("variance", Event::real)
                        .build());
        final DynamicRecord nothing = computation.combine(
                computation.create(), computation.combine(computation.create(), computation.create()));
        assertEquals(
                "Nothing{count=0, min=0, mean=NaN, vwap=absent, variance=absent}",
                computation.finish(nothing).toString());
    }

    @Test
    void shouldRefuseAFieldThatTheResultLacksOrCannotHold() {
        final RecordType<DynamicRecord, DynamicRecord> type =
                RecordType.of(Layout.builder("Result").ascii("sum", 8).build());
        final Aggregates<Event> sum = Aggregates.<Event>named("Sum").sum("sum", Event::value);
        refuses(IllegalArgumentException.class, "sum", () -> sum.into(type));
        final Aggregates<Event> other = Aggregates.<Event>named("Sum").sum("total", Event::value);
        refuses(IllegalArgumentException.class, "total", () -> other.into(type));
        refuses(
                IllegalArgumentException.class,
                "computes nothing",
                () -> Aggregates.<Event>named("Nothing").build());
        refuses(
                IllegalArgumentException.class,
                "at most 4000",
                () -> Aggregates.<Event>named("Large")
                        .top("top", 200, Event::value, Event::value)
                        .build());
        refuses(
                IllegalArgumentException.class,
                "ask for 1 or more",
                () -> Aggregates.<Event>named("None").top("top", 0, Event::value, Event::value));
    }

    @Test
    void shouldBuildSeveralAggregatesOfOneDeclaration() {
        final Aggregates<Event> declared =
                Aggregates.<Event>named("Count").count("count").mean("mean", Event::value);
        final RecordType<DynamicRecord, DynamicRecord> other = RecordType.of(Layout.builder("Other")
                .int64("before")
                .int64("mean")
                .int32("count")
                .build());
        final Computation<DynamicRecord, DynamicRecord> first = new Computation<>(declared.build());
        final Computation<DynamicRecord, DynamicRecord> second = new Computation<>(declared.into(other));
        final List<Event> events = List.of(new Event(1, 0, 3, 0, 0), new Event(1, 1, 4, 0, 0));
        assertEquals("Count{count=2, mean=3.5}", first.finish(first.of(events)).toString());
        assertEquals(
                "Other{before=0, mean=3, count=2}",
                second.finish(second.of(events)).toString());
    }

    @Test
    void shouldTakeNumbersFromKeysThatAreRecords() {
        final RecordType<DynamicRecord, DynamicRecord> keyType = RecordType.of(
                Layout.builder("Key").int64("venue").int64("symbol").build());
        final DynamicRecord key = Computation.record(keyType);
        key.putLong(keyType.layout().field("symbol"), 44);
        final Window window = new Window(key);
        final Aggregate<Event, DynamicRecord, DynamicRecord> numbers = Aggregates.<Event>named("Keyed")
                .key(
                        "symbol",
                        DynamicRecord.class,
                        record -> record.getLong(keyType.layout().field("symbol")))
                .build();
        final DynamicRecord result = Computation.record(numbers.outputType());
        numbers.finish(window, Computation.record(numbers.accumulatorType()), result);
        assertEquals("Keyed{symbol=44}", result.toString());
        final Aggregate<Event, DynamicRecord, DynamicRecord> number =
                Aggregates.<Event>named("Keyed").key("symbol").build();
        final DynamicRecord nothing = Computation.record(number.accumulatorType());
        refuses(IllegalStateException.class, "keyed by records", () -> number.finish(window, nothing, result));
        refuses(
                IllegalStateException.class,
                "not keyed by records",
                () -> numbers.finish(new Window(), nothing, result));
    }

    @Test
    void shouldRefuseAFieldThatIsWrittenTwice() {
        final Aggregates<Event> twice =
                Aggregates.<Event>named("Twice").min("price", Event::value).max("price", Event::value);
        refuses(IllegalArgumentException.class, "price", twice::build);
        final RecordType<DynamicRecord, DynamicRecord> type =
                RecordType.of(Layout.builder("Result").int64("price").build());
        refuses(IllegalArgumentException.class, "field price twice", () -> twice.into(type));
    }

    @Test
    void shouldComputeTheSameAfterSerialization() throws IOException, ClassNotFoundException {
        final Computation<DynamicRecord, DynamicRecord> before = new Computation<>(everything());
        final Computation<DynamicRecord, DynamicRecord> after = new Computation<>(copy(everything()));
        final List<Event> events = Event.random(new SplittableRandom(3), 9, true);
        assertEquals(
                before.finish(before.of(events)).toString(),
                after.finish(after.of(events)).toString());
    }

    @SuppressWarnings("unchecked")
    static <A extends Flyweight, F extends Flyweight> Aggregate<Event, A, F> copy(
            final Aggregate<Event, A, F> aggregate) throws IOException, ClassNotFoundException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(aggregate);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Aggregate<Event, A, F>) in.readObject();
        }
    }

    static void refuses(final Class<? extends Exception> kind, final String words, final Executable executable) {
        final Exception failure = assertThrows(kind, executable);
        assertTrue(failure.getMessage().contains(words), failure.getMessage());
    }
}
