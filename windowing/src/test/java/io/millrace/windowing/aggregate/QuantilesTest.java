package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class QuantilesTest {
    private static final int CASES = 3_000;
    private static final double[] SHARES = {0, 0.01, 0.07, 0.25, 0.5, 0.75, 0.99, 0.999, 1};

    private static Computation<DynamicRecord, DynamicRecord> quantiles(final double error, final int buckets) {
        final Quantiles<Event> quantiles = Quantiles.<Event>of(Event::real)
                .relativeError(error)
                .buckets(buckets)
                .reachedError("error");
        for (int i = 0; i < SHARES.length; i++) {
            quantiles.at("q" + i, SHARES[i]);
        }
        return new Computation<>(
                Aggregates.<Event>named("Q").quantiles(quantiles).build());
    }

    /** Numbers over a few or over all orders of magnitude, of one or both signs, with zeros. */
    private static List<Event> events(final SplittableRandom random) {
        final int magnitudes = random.nextInt(4) == 0 ? 600 : random.nextInt(1, 12);
        final boolean signed = random.nextBoolean();
        final List<Event> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            final double size = Math.pow(10, random.nextDouble(-magnitudes, magnitudes) / 2);
            final double number = random.nextInt(10) == 0 ? 0 : signed && random.nextBoolean() ? -size : size;
            events.add(new Event(random.nextInt(9), events.size(), 0, 0, number));
        }
        if (random.nextInt(50) == 0) {
            events.add(new Event(0, events.size(), 0, 0, Double.MAX_VALUE));
            events.add(new Event(0, events.size(), 0, 0, -Double.MIN_NORMAL));
        }
        return events;
    }

    private static double exact(final List<Event> events, final double share) {
        final double[] sorted =
                events.stream().mapToDouble(Event::real).sorted().toArray();
        // As written in decimals: 0.07 of 100 are 7.
        final long rank = (Math.round(share * 1000) * sorted.length + 999) / 1000;
        return sorted[(int) Math.max(1, rank) - 1];
    }

    @Test
    void shouldBeWithinTheErrorThatWasReachedHoweverEventsComeAndAreCut() {
        int asAsked = 0;
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final double error = random.nextBoolean() ? 0.01 : random.nextDouble(0.0005, 0.3);
            final Computation<DynamicRecord, DynamicRecord> computation = quantiles(error, 2 * random.nextInt(8, 490));
            final List<Event> events = events(random);
            final DynamicRecord whole = computation.of(events);
            final DynamicRecord result = computation.finish(whole);
            final double reached = Computation.real(result, "error");
            asAsked += reached <= error ? 1 : 0;
            for (int i = 0; i < SHARES.length; i++) {
                final double expected = exact(events, SHARES[i]);
                final boolean edge = SHARES[i] == 0 || SHARES[i] == 1;
                final double allowed = edge ? 0 : Math.abs(expected) * reached * (1 + 1e-9);
                assertEquals(expected, Computation.real(result, "q" + i), allowed, "q" + i + ", seed " + seed);
            }
            final DynamicRecord parts = computation.inAnyWay(events, random);
            assertTrue(whole.contentEquals(parts.buffer(), parts.offset()), "other bytes, seed " + seed);
        }
        assertTrue(asAsked > CASES / 4, asAsked + " as exact as asked for");
    }

    @Test
    void shouldKeepTheErrorWhereTheNumbersFitTheBuckets() {
        final Computation<DynamicRecord, DynamicRecord> computation = quantiles(0.01, Quantiles.DEFAULT_BUCKETS);
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final double low = Math.pow(10, random.nextDouble(-9, 9));
            final List<Event> events = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                events.add(new Event(0, i, 0, 0, low * random.nextDouble(1, 100)));
            }
            final DynamicRecord result = computation.finish(computation.of(events));
            assertTrue(Computation.real(result, "error") <= 0.01, "seed " + seed);
        }
    }

    @Test
    void shouldBeExactForSmallWholeNumbers() {
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(Aggregates.<Event>named("Q")
                .quantile("median", 0.5, Event::value)
                .quantile("p7", 0.07, Event::value)
                .into(RecordType.of(
                        Layout.builder("Q").int64("median").int64("p7").build())));
        final List<Event> events = new ArrayList<>();
        for (int i = 100; i >= 1; i--) {
            events.add(new Event(0, i, i, 0, 0));
        }
        assertEquals(
                "Q{median=50, p7=7}", computation.finish(computation.of(events)).toString());
    }

    @Test
    void shouldCountRanksWithoutRounding() {
        assertEquals(1, QuantileColumn.rank(1, 0));
        assertEquals(7, QuantileColumn.rank(100, 70_000_000));
        assertEquals(8, QuantileColumn.rank(101, 70_000_000));
        assertEquals(Long.MAX_VALUE, QuantileColumn.rank(Long.MAX_VALUE, QuantileColumn.WHOLE));
        assertEquals(4611686018427387904L, QuantileColumn.rank(Long.MAX_VALUE, 500_000_000));
    }

    @Test
    void shouldRefuseWhatIsNoQuantile() {
        final Aggregates<Event> q = Aggregates.named("Q");
        refuses("a share from 0 to 1, not 1.5", () -> q.quantile("p", 1.5, Event::real));
        refuses("not 1.1; for 1.1 percent write 0.011", () -> q.quantile("p", 1.1, Event::real));
        refuses("for 99 percent write 0.99", () -> q.quantile("p99", 99, Event::real));
        refuses("not -0.1", () -> q.quantile("p", -0.1, Event::real));
        refuses("not NaN", () -> q.quantile("p", Double.NaN, Event::real));
        refuses("nine decimals", () -> q.quantile("p", 0.1234567891, Event::real));
        refuses("without a quantile", () -> q.quantiles(Quantiles.of(Event::real)));
        refuses("0.0005 to 0.3", () -> Quantiles.<Event>of(Event::real).relativeError(0));
        refuses("16 to 980", () -> Quantiles.<Event>of(Event::real).buckets(2_000));
        final Computation<DynamicRecord, DynamicRecord> p99 =
                new Computation<>(q.quantile("p99", 0.99, Event::real).build());
        refuses("no quantiles of NaN", () -> p99.of(List.of(new Event(0, 0, 0, 0, Double.NaN))));
        refuses("no quantiles of Infinity", () -> p99.of(List.of(new Event(0, 0, 0, 0, Double.POSITIVE_INFINITY))));
    }

    private static void refuses(final String words, final Executable executable) {
        AggregatesTest.refuses(IllegalArgumentException.class, words, executable);
    }
}
