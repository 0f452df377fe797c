package io.millrace.windowing.join.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeQueueTest {
    private static final int CASES = 1_500;
    private static final long ARENA_BYTES = 1L << 24;
    private static final int NUMBER = 8;

    private record Waiting(long timeNs, long number) {}

    /** What the naive queue gets wrong on purpose. */
    private enum Mistake {
        NONE,
        LAST_OF_EQUAL_TIMES_FIRST,
        BY_ARRIVAL
    }

    private static Comparator<Waiting> order(final Mistake mistake) {
        final Comparator<Waiting> arrival = Comparator.comparingLong(Waiting::number);
        switch (mistake) {
            case BY_ARRIVAL:
                return arrival;
            case LAST_OF_EQUAL_TIMES_FIRST:
                return Comparator.comparingLong(Waiting::timeNs).thenComparing(arrival.reversed());
            default:
                return Comparator.comparingLong(Waiting::timeNs).thenComparing(arrival);
        }
    }

    /** A queue over its arena, which may be replaced by a snapshot of itself. */
    private static final class Tested implements AutoCloseable {
        private Arena arena = new Arena(ARENA_BYTES);
        private CellPool pool;
        private TimeQueue queue;

        Tested() {
            open();
        }

        private void open() {
            pool = new CellPool(arena, "cells", 16, 0);
            queue = new TimeQueue(arena, "queue", NUMBER);
        }

        void restore() {
            final byte[] snapshot = ArenaSnapshot.toBytes(arena);
            arena.close();
            arena = ArenaSnapshot.fromBytes(snapshot, ARENA_BYTES);
            open();
        }

        void add(final Waiting waiting) {
            final long cell = pool.allocate();
            arena.putLong(cell + NUMBER, waiting.number);
            queue.add(waiting.timeNs, cell);
        }

        Waiting remove() {
            final long timeNs = queue.firstTimeNs();
            final long cell = queue.removeFirst();
            final long number = arena.getLong(cell + NUMBER);
            pool.free(cell);
            return new Waiting(timeNs, number);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** Where the queue and the naive one differ first; empty if they agree. */
    private static String difference(final long seed, final Mistake mistake) {
        final SplittableRandom random = new SplittableRandom(seed);
        final PriorityQueue<Waiting> naive = new PriorityQueue<>(order(mistake));
        final long disorder = 1 + random.nextInt(new int[] {1, 10, 100, 5_000}[random.nextInt(4)]);
        final int most = new int[] {5, 40, TimeQueue.RUN_CELLS, 1_000}[random.nextInt(4)];
        final int step = random.nextInt(3);
        final long startNs = random.nextInt(3) == 0 ? Long.MIN_VALUE + 10_000 : -1_000;
        final boolean restores = random.nextInt(8) == 0;
        try (Tested tested = new Tested()) {
            for (int i = 0; i < 3 * most; i++) {
                final Waiting waiting = new Waiting(startNs + (long) i * step - random.nextLong(disorder), i);
                tested.add(waiting);
                naive.add(waiting);
                for (int out = random.nextInt(4); out > 1 || naive.size() > most; out--) {
                    final Waiting expected = naive.poll();
                    if (expected == null) {
                        break;
                    }
                    final Waiting found = tested.remove();
                    if (!expected.equals(found)) {
                        return "seed " + seed + " event " + i + ": expected " + expected + " found " + found;
                    }
                }
                if (restores && i % 7 == 0) {
                    tested.restore();
                }
                assertEquals(naive.size(), tested.queue.size(), "seed " + seed);
            }
            while (!naive.isEmpty()) {
                final Waiting expected = naive.poll();
                final Waiting found = tested.remove();
                if (!expected.equals(found)) {
                    return "seed " + seed + " at the end: expected " + expected + " found " + found;
                }
            }
            assertEquals(Long.MAX_VALUE, tested.queue.firstTimeNs(), "seed " + seed);
            assertEquals(0, tested.pool.size(), "seed " + seed);
        }
        return "";
    }

    @Test
    void shouldHandOutCellsInTheOrderOfTimeAndArrival() {
        for (long seed = 0; seed < CASES; seed++) {
            assertEquals("", difference(seed, Mistake.NONE));
        }
    }

    @Test
    void shouldFindEveryPlantedMistake() {
        for (final Mistake mistake : Mistake.values()) {
            boolean found = mistake == Mistake.NONE;
            for (long seed = 0; seed < 50 && !found; seed++) {
                found = !difference(seed, mistake).isEmpty();
            }
            assertTrue(found, mistake.toString());
        }
    }

    @Test
    void shouldLeaveToTheHeapWhatWouldHaveToGoALongWay() {
        try (Tested tested = new Tested()) {
            for (int i = 0; i <= TimeQueue.MAX_MOVES; i++) {
                tested.add(new Waiting(1_000 + i, i));
            }
            tested.add(new Waiting(1_000, 100));
            tested.add(new Waiting(1, 101));
            for (int i = 0; i < 2 * TimeQueue.RUN_CELLS; i++) {
                tested.add(new Waiting(5_000 + i, 200 + i));
            }
            assertEquals(new Waiting(1, 101), tested.remove());
            assertEquals(new Waiting(1_000, 0), tested.remove());
            assertEquals(new Waiting(1_000, 100), tested.remove());
            tested.restore();
            assertEquals(new Waiting(1_001, 1), tested.remove());
            assertEquals(TimeQueue.MAX_MOVES - 1 + 2L * TimeQueue.RUN_CELLS, tested.queue.size());
        }
    }
}
