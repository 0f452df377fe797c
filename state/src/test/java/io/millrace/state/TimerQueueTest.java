package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

final class TimerQueueTest {
    private static final long LIMIT = 32 << 20;

    private record Timer(long deadlineNs, long key, long registration, long payload) {
        static final Comparator<Timer> ORDER = Comparator.comparingLong(Timer::deadlineNs)
                .thenComparingLong(Timer::key)
                .thenComparingLong(Timer::registration);
    }

    private static Timer polled(final TimerQueue queue) {
        return new Timer(queue.deadlineNs(), queue.key(), queue.registration(), queue.payload());
    }

    @Test
    void shouldFireByDeadlineThenKeyThenRegistration() {
        try (Arena arena = new Arena(LIMIT)) {
            final TimerQueue queue = new TimerQueue(arena, "timers", 100);
            assertEquals(Long.MAX_VALUE, queue.peekDeadlineNs());
            assertFalse(queue.poll(Long.MAX_VALUE));
            queue.add(5, 9, 100);
            queue.add(5, -9, 101);
            queue.add(5, 9, 102);
            queue.add(Long.MIN_VALUE, 1, 103);
            queue.add(5, -9, 104);
            queue.add(Long.MAX_VALUE, 0, 105);
            assertEquals(Long.MIN_VALUE, queue.peekDeadlineNs());
            assertTrue(queue.poll(Long.MIN_VALUE));
            assertEquals(103, queue.payload());
            assertFalse(queue.poll(4));
            for (final long payload : new long[] {101, 104, 100, 102}) {
                assertTrue(queue.poll(5));
                assertEquals(payload, queue.payload());
            }
            assertEquals(1, queue.size());
            assertTrue(queue.poll(Long.MAX_VALUE));
            assertEquals(0, queue.size());
        }
    }

    @Test
    void shouldAgreeWithSortedSetUnderRandomOperationsAndRestores() {
        for (int seed = 0; seed < 120; seed++) {
            final Comparison comparison = new Comparison(seed, Timer.ORDER, 300, 200);
            comparison.run(seed % 10 == 0 ? 6_000 : 2_500);
        }
    }

    @Test
    void shouldAgreeWithSortedSetWhenManyTimersShareADeadline() {
        for (int seed = 1_000; seed < 1_012; seed++) {
            new Comparison(seed, Timer.ORDER, 4_000, 1_000).run(2_500);
        }
    }

    @Test
    void shouldAgreeWithSortedSetWhenRestoredAfterEveryOperation() {
        for (int seed = 2_000; seed < 2_010; seed++) {
            new Comparison(seed, Timer.ORDER, 300, 1).run(600);
        }
    }

    @Test
    void shouldCatchAnOrderThatForgetsTheRegistration() {
        final Comparator<Timer> wrong = Comparator.comparingLong(Timer::deadlineNs)
                .thenComparingLong(Timer::key)
                .thenComparing(Comparator.comparingLong(Timer::registration).reversed());
        assertThrows(AssertionFailedError.class, () -> new Comparison(1, wrong, 300, 200).run(2_500));
    }

    @Test
    void shouldCatchAnOrderThatForgetsTheKey() {
        final Comparator<Timer> wrong =
                Comparator.comparingLong(Timer::deadlineNs).thenComparingLong(Timer::registration);
        assertThrows(AssertionFailedError.class, () -> new Comparison(1, wrong, 300, 200).run(2_500));
    }

    /** A queue beside a sorted set, with the same random operations. */
    private static final class Comparison {
        private final long seed;
        private final SplittableRandom random;
        private final TreeSet<Timer> oracle;
        private final List<Long> handles = new ArrayList<>();
        private final Map<Long, Timer> byHandle = new HashMap<>();
        private final long scale;
        private final int keys;
        private final int burst;
        private final int operationsPerRestore;
        private long nowNs;
        private long registered;
        private Arena arena = new Arena(LIMIT);
        private TimerQueue queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
        private String at = "";

        Comparison(final long seed, final Comparator<Timer> order, final int burst, final int operationsPerRestore) {
            this.seed = seed;
            this.burst = burst;
            this.operationsPerRestore = operationsPerRestore;
            random = new SplittableRandom(seed);
            oracle = new TreeSet<>(order);
            scale = 1L << random.nextInt(1, 62);
            keys = random.nextInt(3) == 0 ? 1_000 : 3;
            nowNs = random.nextInt(3) == 0 ? random.nextLong() : random.nextLong(-scale, scale);
        }

        void run(final int operations) {
            try {
                int growing = 3;
                for (int i = 0; i < operations; i++) {
                    at = "seed " + seed + " operation " + i;
                    growing = random.nextInt(300) == 0 ? random.nextInt(5) : growing;
                    step(growing);
                    check();
                    if (random.nextInt(operationsPerRestore) == 0) {
                        restore();
                    }
                }
                while (!oracle.isEmpty()) {
                    poll(Long.MAX_VALUE);
                }
                assertEquals(0, queue.size(), at);
            } finally {
                arena.close();
            }
        }

        private void step(final int growing) {
            if (random.nextInt(6) < growing) {
                add();
            } else if (random.nextInt(4) == 0 && !handles.isEmpty()) {
                cancel();
            } else {
                if (random.nextInt(3) == 0) {
                    nowNs = saturated(nowNs, random.nextLong(scale));
                }
                poll(random.nextInt(10) == 0 ? saturated(nowNs, random.nextLong(-scale, scale)) : nowNs);
            }
        }

        private static long saturated(final long aNs, final long bNs) {
            final long sum = aNs + bNs;
            return ((aNs ^ sum) & (bNs ^ sum)) < 0 ? (aNs < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
        }

        private void add() {
            final long spread = 1L << random.nextInt(Long.numberOfTrailingZeros(scale) + 1);
            final long deadlineNs = random.nextInt(3) == 0
                    ? saturated(nowNs, spread)
                    : saturated(nowNs, random.nextLong(-spread / 4 - 1, spread));
            final int times = random.nextInt(100) == 0 ? burst : 1;
            for (int i = 0; i < times; i++) {
                final long key =
                        keys == 3 || random.nextInt(8) != 0 ? random.nextInt(keys) - keys / 2 : random.nextLong();
                final Timer timer = new Timer(deadlineNs, key, registered++, ~random.nextInt());
                final long handle = queue.add(deadlineNs, key, timer.payload());
                assertTrue(handle != TimerQueue.NO_TIMER, at);
                oracle.add(timer);
                handles.add(handle);
                byHandle.put(handle, timer);
            }
        }

        private void cancel() {
            final long handle = handles.remove(random.nextInt(handles.size()));
            final Timer timer = byHandle.remove(handle);
            assertFalse(queue.cancel(handle, timer.key() + 1), at);
            final boolean pending = oracle.remove(timer);
            assertEquals(pending, queue.cancel(handle, timer.key()), at);
            if (pending) {
                assertEquals(timer, polled(queue), at);
            }
            assertFalse(queue.cancel(handle, timer.key()), at);
        }

        private void poll(final long upToNs) {
            final boolean due = !oracle.isEmpty() && oracle.first().deadlineNs() <= upToNs;
            assertEquals(due, queue.poll(upToNs), at);
            if (due) {
                assertEquals(oracle.pollFirst(), polled(queue), at);
            }
        }

        private void check() {
            assertEquals(oracle.size(), queue.size(), at);
            final long firstNs =
                    oracle.isEmpty() ? Long.MAX_VALUE : oracle.first().deadlineNs();
            assertTrue(queue.peekDeadlineNs() <= firstNs, at);
            assertTrue(oracle.isEmpty() == (queue.peekDeadlineNs() == Long.MAX_VALUE) || firstNs == Long.MAX_VALUE, at);
        }

        private void restore() {
            final byte[] snapshot = ArenaSnapshot.toBytes(arena);
            arena.close();
            arena = ArenaSnapshot.fromBytes(snapshot, LIMIT);
            queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
            assertArrayEquals(snapshot, ArenaSnapshot.toBytes(arena), at);
        }
    }

    @Test
    void shouldKnowTheExactDeadlineWhileNothingIsCancelled() {
        try (Arena arena = new Arena(LIMIT)) {
            final TimerQueue queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
            final SplittableRandom random = new SplittableRandom(3);
            final TreeSet<Long> oracle = new TreeSet<>();
            for (int i = 0; i < 20_000; i++) {
                final long deadlineNs = random.nextLong(1L << 40);
                if (random.nextInt(3) != 0) {
                    queue.add(deadlineNs, 0, 0);
                    oracle.add(deadlineNs);
                } else if (!oracle.isEmpty()) {
                    assertTrue(queue.poll(oracle.first()));
                    oracle.pollFirst();
                }
                assertEquals(oracle.isEmpty() ? Long.MAX_VALUE : oracle.first(), queue.peekDeadlineNs(), "seed 3");
            }
        }
    }

    @Test
    void shouldGiveMemoryOfCancelledTimersBack() {
        try (Arena arena = new Arena(LIMIT)) {
            final TimerQueue queue = new TimerQueue(arena, "timers", 10);
            long timer = queue.add(1_000_000, 7, 0);
            final long bytes = queue.bytes();
            for (long i = 1; i < 100_000; i++) {
                final long moved = queue.add(1_000_000 + i, 7, i);
                assertTrue(queue.cancel(timer, 7));
                timer = moved;
            }
            assertEquals(1, queue.size());
            assertEquals(bytes, queue.bytes());
        }
    }

    @Test
    void shouldSayWhichLimitIsReachedAndStayWhole() {
        try (Arena arena = new Arena(12 * Arena.SEGMENT_BYTES)) {
            final TimerQueue few = new TimerQueue(arena, "few", 2);
            few.add(Long.MIN_VALUE, 1, 0);
            few.add(Long.MIN_VALUE, 0, 0);
            final StateLimitException e = assertThrows(StateLimitException.class, () -> few.add(0, 0, 0));
            assertTrue(e.getMessage().contains("'few'") && e.getMessage().contains("2 pending"), e.getMessage());
            assertEquals(Long.MIN_VALUE, few.peekDeadlineNs());
            final TimerQueue many = new TimerQueue(arena, "many", 1_000);
            assertThrows(StateLimitException.class, () -> {
                for (long i = 0; i < 1_000; i++) {
                    many.add(Long.MIN_VALUE + 1_000 - i, i, i);
                }
            });
            final int size = many.size();
            assertTrue(size > 100, "size " + size);
            for (long i = size - 1; i >= 0; i--) {
                assertTrue(many.poll(0));
                assertEquals(i, many.payload());
            }
        }
    }

    /** How the deadlines of the i-th timer of some lie. */
    private enum Deadlines {
        RANDOM,
        COMMON,
        EQUAL_IN_ALL,
        RISING,
        FALLING,
        CLUSTERS;

        long ns(final SplittableRandom random, final long i) {
            return switch (this) {
                case RANDOM -> random.nextLong(1L << 40);
                case COMMON, EQUAL_IN_ALL -> 1L << 40;
                case RISING -> i;
                case FALLING -> -i;
                case CLUSTERS -> random.nextLong(5) * (1L << 50) + random.nextLong(1L << random.nextInt(30));
            };
        }
    }

    @Test
    void shouldBoundTheWorkOfEveryCallHoweverManyTimersArePending() {
        final int mostMoved = 4 * TimerEntries.PER_SEGMENT;
        final int timers = 200_000;
        for (final Deadlines deadlines : Deadlines.values()) {
            try (Arena arena = new Arena(LIMIT * 4)) {
                final TimerQueue queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
                final SplittableRandom random = new SplittableRandom(11);
                final long[] handles = new long[timers];
                final long[] keys = new long[timers];
                long moved = 0;
                for (int i = 0; i < timers * 2; i++) {
                    if (i < timers) {
                        keys[i] = deadlines == Deadlines.EQUAL_IN_ALL ? 7 : random.nextLong();
                        handles[i] = queue.add(deadlines.ns(random, i), keys[i], i);
                    } else if (i % 4 == 0) {
                        final int cancelled = random.nextInt(timers);
                        queue.cancel(handles[cancelled], keys[cancelled]);
                    } else {
                        queue.poll(Long.MAX_VALUE);
                    }
                    assertTrue(queue.moved() - moved <= mostMoved, deadlines + " seed 11 call " + i);
                    moved = queue.moved();
                }
                assertTrue(moved > timers / 8, deadlines + " moved " + moved);
            }
        }
    }

    @Test
    void shouldKeepAMillionTimersInOrderAndGiveTheirMemoryBack() {
        try (Arena arena = new Arena(LIMIT * 4)) {
            final TimerQueue queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
            final SplittableRandom random = new SplittableRandom(5);
            final int timers = 1_000_000;
            final long[] handles = new long[timers];
            for (int i = 0; i < timers; i++) {
                handles[i] = queue.add(random.nextLong(1L << 20), i & 1, i);
            }
            final long bytes = queue.bytes();
            for (int i = 0; i < timers; i++) {
                if (i % 16 != 0) {
                    assertTrue(queue.cancel(handles[i], i & 1), "seed 5");
                }
            }
            assertEquals(timers / 16, queue.size());
            assertTrue(queue.bytes() - timers * 64L < (bytes - timers * 64L) / 4, "bytes " + queue.bytes());
            Timer last = new Timer(Long.MIN_VALUE, 0, 0, 0);
            for (int i = 0; i < timers / 16; i++) {
                assertTrue(queue.poll(Long.MAX_VALUE), "seed 5");
                final Timer next = polled(queue);
                assertTrue(Timer.ORDER.compare(last, next) < 0, "seed 5: " + last + " then " + next);
                last = next;
            }
            assertFalse(queue.poll(Long.MAX_VALUE));
        }
    }

    @Test
    void shouldKeepAHundredThousandTimersInOrder() {
        try (Arena arena = new Arena(LIMIT)) {
            final TimerQueue queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
            final SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < 100_000; i++) {
                queue.add(random.nextLong(50_000), random.nextLong(), i);
            }
            Timer last = new Timer(Long.MIN_VALUE, 0, 0, 0);
            while (queue.poll(Long.MAX_VALUE)) {
                final Timer next = polled(queue);
                assertTrue(Timer.ORDER.compare(last, next) < 0, "seed 7: " + last + " then " + next);
                last = next;
            }
        }
    }
}
