package io.millrace.windowing.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.StateLimitException;
import io.millrace.windowing.join.asof.LookupJoin;
import io.millrace.windowing.join.broadcast.BroadcastJoin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookupJoinTest {
    private static final int CASES = 1_000;
    private static final int EVENTS = 40;
    private static final DeletionPredicate<Win> EVERY_FIFTH = win -> win.id() % 5 == 0;

    /** What the table holds by definition, and what it says, with or without a mistake. */
    private interface Naive {
        void onEvent(TestEvent event, long watermarkNs, List<String> out);
    }

    private static String pair(final TestEvent left, final TestEvent right) {
        return "pair " + left.text() + " " + (right == null ? "-" : right.text()) + " @" + left.timeNs();
    }

    private static boolean isDeletion(final TestEvent right) {
        return right.id() % 5 == 0;
    }

    /** Everything kept and scanned. */
    private static Naive lookup(final long historyNs, final boolean mistaken) {
        final List<TestEvent> kept = new ArrayList<>();
        return (event, watermarkNs, out) -> {
            final boolean latest = historyNs == LookupSpec.LATEST;
            final long behindNs = watermarkNs < Long.MIN_VALUE + Math.max(0, historyNs)
                    ? Long.MIN_VALUE
                    : watermarkNs - Math.max(0, historyNs);
            final boolean late = !latest && event.timeNs() <= behindNs;
            if (event.timeNs() == Long.MIN_VALUE || event.timeNs() == Long.MAX_VALUE) {
                out.add("unrepresentable " + event.text());
            } else if (!event.isLeft()) {
                final boolean newer = kept.stream()
                        .noneMatch(other -> other.key() == event.key()
                                && other.timeNs() <= behindNs
                                && other.timeNs() > event.timeNs());
                if (late) {
                    out.add((newer ? "late, kept " : "late ") + event.text());
                }
                if (!late || newer) {
                    kept.add(event);
                }
            } else if (late) {
                out.add("late " + event.text());
            } else {
                final TestEvent found = kept.stream()
                        .filter(right -> right.key() == event.key())
                        .filter(right -> latest || right.timeNs() <= event.timeNs())
                        .max(
                                latest != mistaken
                                        ? Comparator.comparingLong(TestEvent::id)
                                        : Comparator.comparingLong(TestEvent::timeNs)
                                                .thenComparingLong(TestEvent::id))
                        .orElse(null);
                out.add(pair(event, found == null || isDeletion(found) ? null : found));
            }
        };
    }

    /** A list of places; a new key takes the one that became free last. */
    private static Naive broadcast(final boolean mistaken) {
        final List<TestEvent> places = new ArrayList<>();
        final Deque<Integer> free = new ArrayDeque<>();
        return (event, watermarkNs, out) -> {
            int place = -1;
            for (int i = 0; i < places.size(); i++) {
                if (places.get(i) != null && places.get(i).key() == event.key()) {
                    place = i;
                }
            }
            if (event.isLeft()) {
                places.stream().filter(entry -> entry != null).forEach(entry -> out.add(pair(event, entry)));
            } else if (isDeletion(event) && !mistaken) {
                if (place >= 0) {
                    places.set(place, null);
                    free.push(place);
                }
            } else if (place >= 0) {
                places.set(place, event);
            } else if (free.isEmpty()) {
                places.add(event);
            } else {
                places.set(free.pop(), event);
            }
        };
    }

    /** Where the two differ first; empty if they agree. */
    private static String difference(
            final long seed, final JoinUnderTest tested, final Naive naive, final SplittableRandom random) {
        final int restoreEvery = new int[] {1, 7, Integer.MAX_VALUE}[random.nextInt(3)];
        final long boundNs = random.nextInt(30);
        long watermarkNs = Long.MIN_VALUE;
        int step = 0;
        for (final TestEvent event : TestEvent.random(random, EVENTS)) {
            final List<String> expected = new ArrayList<>();
            naive.onEvent(event, watermarkNs, expected);
            tested.onEvent(event, watermarkNs);
            final List<String> found = tested.takeOutput();
            if (!expected.equals(found)) {
                return "seed " + seed + " event " + step + ": expected " + expected + " found " + found;
            }
            watermarkNs = TestEvent.watermarkAfter(random, watermarkNs, event.timeNs(), boundNs);
            tested.onWatermark(watermarkNs);
            if (step++ % restoreEvery == 0) {
                tested.restore();
            }
        }
        return "";
    }

    private static String lookupDifference(final long seed, final boolean mistaken) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long historyNs = random.nextInt(3) == 0 ? LookupSpec.LATEST : random.nextInt(30);
        final LookupSpec spec = new LookupSpec(historyNs, EVERY_FIFTH);
        try (JoinUnderTest tested = new JoinUnderTest(
                (setup, handler) -> new LookupJoin(setup, spec, handler), random.nextBoolean(), Long.MAX_VALUE)) {
            return difference(seed, tested, lookup(historyNs, mistaken), random);
        }
    }

    private static String broadcastDifference(final long seed, final boolean mistaken) {
        final SplittableRandom random = new SplittableRandom(seed);
        try (JoinUnderTest tested = new JoinUnderTest(
                (setup, handler) -> new BroadcastJoin(setup, new BroadcastSpec(EVERY_FIFTH), handler),
                random.nextBoolean(),
                Long.MAX_VALUE)) {
            return difference(seed, tested, broadcast(mistaken), random);
        }
    }

    @Test
    void shouldLookUpAsTheNaiveTableDoes() {
        for (long seed = 0; seed < CASES; seed++) {
            assertEquals("", lookupDifference(seed, false));
        }
    }

    @Test
    void shouldMeetEveryEntryInTheOrderOfTheNaiveTable() {
        for (long seed = 0; seed < CASES; seed++) {
            assertEquals("", broadcastDifference(seed, false));
        }
    }

    @Test
    void shouldFindPlantedMistakes() {
        final StringBuilder lookups = new StringBuilder();
        final StringBuilder broadcasts = new StringBuilder();
        for (long seed = 0; seed < 100; seed++) {
            lookups.append(lookupDifference(seed, true));
            broadcasts.append(broadcastDifference(seed, true));
        }
        assertNotEquals("", lookups.toString());
        assertNotEquals("", broadcasts.toString());
    }

    @Test
    void shouldKeepNoMoreVersionsThanTheHistoryNeeds() {
        final LookupSpec spec = new LookupSpec(1_000, null);
        try (JoinUnderTest tested =
                new JoinUnderTest((setup, handler) -> new LookupJoin(setup, spec, handler), false, Long.MAX_VALUE)) {
            for (int i = 0; i < 200_000; i++) {
                tested.onEvent(new TestEvent(false, i / 200 % 300, i, i), i - 10);
                assertTrue(((LookupJoin) tested.join()).buffered() < 10_000);
            }
        }
    }

    @Test
    void shouldRefuseEntriesBeyondTheLimit() {
        try (JoinUnderTest tested = new JoinUnderTest(
                (setup, handler) -> new BroadcastJoin(setup, new BroadcastSpec(null), handler), false, 2)) {
            tested.onEvent(new TestEvent(false, 1, 0, 1), 0);
            tested.onEvent(new TestEvent(false, 2, 0, 2), 0);
            assertThrows(StateLimitException.class, () -> tested.onEvent(new TestEvent(false, 3, 0, 3), 0));
            tested.onEvent(new TestEvent(false, 2, 0, 4), 0);
            tested.onEvent(new TestEvent(true, 9, 7, 5), 0);
            assertEquals(List.of("pair L5/9/7 R1/1/0 @7", "pair L5/9/7 R4/2/0 @7"), tested.takeOutput());
        }
        assertThrows(IllegalArgumentException.class, () -> new LookupSpec(-2, null));
    }
}
