package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

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
            assertEquals(0, queue.add(5, 9, 100));
            assertEquals(1, queue.add(5, -9, 101));
            assertEquals(2, queue.add(5, 9, 102));
            assertEquals(3, queue.add(Long.MIN_VALUE, 1, 103));
            assertEquals(4, queue.add(5, -9, 104));
            assertEquals(5, queue.add(Long.MAX_VALUE, 0, 105));
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
        for (int seed = 0; seed < 60; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final TreeSet<Timer> oracle = new TreeSet<>(Timer.ORDER);
            final int range = 1 << random.nextInt(1, 20);
            Arena arena = new Arena(LIMIT);
            try {
                TimerQueue queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
                int growing = 1;
                for (int i = 0; i < 10_000; i++) {
                    final String at = "seed " + seed + " operation " + i;
                    growing = random.nextInt(2_000) == 0 ? 1 - growing : growing;
                    if (random.nextInt(5) < 1 + 3 * growing) {
                        final long deadline = random.nextLong(-range, range);
                        final long key = random.nextLong(-3, 3);
                        final long number = queue.add(deadline, key, ~i);
                        oracle.add(new Timer(deadline, key, number, ~i));
                    } else {
                        final long now = random.nextLong(-range, range);
                        final boolean due = !oracle.isEmpty() && oracle.first().deadlineNs() <= now;
                        assertEquals(due, queue.poll(now), at);
                        if (due) {
                            assertEquals(oracle.pollFirst(), polled(queue), at);
                        }
                    }
                    assertEquals(oracle.size(), queue.size(), at);
                    assertEquals(
                            oracle.isEmpty() ? Long.MAX_VALUE : oracle.first().deadlineNs(),
                            queue.peekDeadlineNs(),
                            at);
                    if (random.nextInt(2_000) == 0) {
                        final byte[] snapshot = ArenaSnapshot.toBytes(arena);
                        arena.close();
                        arena = ArenaSnapshot.fromBytes(snapshot, LIMIT);
                        queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
                        assertArrayEquals(snapshot, ArenaSnapshot.toBytes(arena), at);
                    }
                }
                while (!oracle.isEmpty()) {
                    assertTrue(queue.poll(Long.MAX_VALUE));
                    assertEquals(oracle.pollFirst(), polled(queue), "seed " + seed);
                }
                assertTrue(queue.bytes() <= 3 * Arena.SEGMENT_BYTES, "bytes " + queue.bytes());
            } finally {
                arena.close();
            }
        }
    }

    @Test
    void shouldSayWhichLimitIsReachedAndStayWhole() {
        try (Arena arena = new Arena(5 * Arena.SEGMENT_BYTES)) {
            final TimerQueue few = new TimerQueue(arena, "few", 2);
            few.add(2, 0, 0);
            few.add(1, 0, 0);
            final StateLimitException e = assertThrows(StateLimitException.class, () -> few.add(0, 0, 0));
            assertTrue(e.getMessage().contains("'few'") && e.getMessage().contains("2 pending"), e.getMessage());
            assertEquals(1, few.peekDeadlineNs());
            final TimerQueue many = new TimerQueue(arena, "many", 1_000);
            assertThrows(StateLimitException.class, () -> {
                for (long i = 0; i < 1_000; i++) {
                    many.add(-i, i, i);
                }
            });
            assertEquals(125, many.size());
            for (long i = 124; i >= 0; i--) {
                assertTrue(many.poll(0));
                assertEquals(i, many.payload());
            }
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
