package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Nothing in here may allocate on the heap once it is warm. */
final class StateAllocationTest {
    private static final RecordType<DynamicRecord, DynamicRecord> RECORD =
            RecordType.of(Layout.builder("R").int64("a").int64("b").build());
    private static final int STEPS = 20_000;
    private static final int ROUNDS = 10;

    /** The JVM itself may allocate on this thread now and then, when it compiles: one clean round is proof. */
    private static void assertNoAllocation(final LongConsumer step) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long number = 0;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < STEPS; i++) {
                step.accept(number++);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes in " + STEPS + " steps");
    }

    @Test
    void shouldAllocateNothingInTables() {
        try (Arena arena = new Arena(64 << 20)) {
            final LongTable table = new LongTable(arena, TableSpec.of("t", 16).withTtlNs(4_000));
            final RecordTable records = new RecordTable(arena, TableSpec.of("r", 16), RECORD);
            final DynamicRecord key = RECORD.newFlyweight();
            key.wrap(new UnsafeBuffer(new byte[RECORD.sizeBytes()]), 0);
            final SplittableRandom random = new SplittableRandom(1);
            assertNoAllocation(i -> {
                final long number = random.nextLong(5_000);
                key.buffer().putLong(0, number);
                final long value = table.getOrCreate(number);
                table.touch(value, i);
                records.getOrCreate(key);
                if ((i & 1) == 0) {
                    table.remove(number);
                    records.remove(key);
                }
                table.sweep(i, 2);
                table.live(table.get(number ^ 1), i);
            });
            assertTrue(table.size() > 100);
        }
    }

    @Test
    void shouldAllocateNothingInTimersAndSymbols() {
        try (Arena arena = new Arena(64 << 20)) {
            final TimerQueue timers = new TimerQueue(arena, "timers", 1 << 20);
            final SymbolDictionary symbols = new SymbolDictionary(arena, "symbols", 32);
            final StringBuilder text = new StringBuilder("SYMBOL-");
            final SplittableRandom random = new SplittableRandom(1);
            assertNoAllocation(i -> {
                timers.add(i + random.nextLong(1_000), i & 7, i);
                while (timers.poll(i)) {
                    text.setCharAt(6, (char) ('A' + (timers.payload() & 15)));
                    symbols.idOf(text);
                }
            });
            assertEquals(16, symbols.size());
        }
    }

    @Test
    void shouldAllocateNothingInStates() {
        try (StateStore store = new StateStore(new Arena(64 << 20))) {
            final StateOptions options = StateOptions.DEFAULT.withTtlNs(4_000);
            final KeyedStates states = store.keyedByLong("op");
            final var value = states.open(new StateSpec.Value<>("v", RECORD, options));
            final var list = states.open(new StateSpec.ListOf<>("l", RECORD, 100, options));
            final var map = states.open(new StateSpec.MapOf<>("m", null, RECORD, Long.MAX_VALUE, options));
            final var reducing = states.open(new StateSpec.Reducing<>("r", RECORD, (a, b) -> a.copyFrom(b), options));
            final DynamicRecord record = RECORD.newFlyweight();
            record.wrap(new UnsafeBuffer(new byte[RECORD.sizeBytes()]), 0);
            final SplittableRandom random = new SplittableRandom(1);
            assertNoAllocation(i -> {
                states.key(random.nextLong(1_000), i);
                value.edit();
                list.add(record);
                list.get(list.size() - 1);
                map.edit(i & 15);
                map.remove(i & 7);
                reducing.add(record);
                if ((i & 7) == 0) {
                    value.remove();
                    list.remove();
                    map.removeAll();
                }
                states.sweep(2);
            });
        }
    }
}
