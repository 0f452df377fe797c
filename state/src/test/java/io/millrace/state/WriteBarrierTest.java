package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A copy of each segment from before its first change, and the rest as it is: that must be the arena of before. */
final class WriteBarrierTest {
    private static final RecordType<DynamicRecord, DynamicRecord> RECORD =
            RecordType.of(Layout.builder("R").int64("a").int64("b").build());

    /** All that lives in an arena, driven at random. */
    private static final class Everything {
        private final Arena arena;
        private final KeyedStates states;
        private final ValueState<DynamicRecord, DynamicRecord> value;
        private final ListState<DynamicRecord, DynamicRecord> list;
        private final MapState<DynamicRecord, DynamicRecord> map;
        private final AggregatingState<Long, DynamicRecord, DynamicRecord> sum;
        private final TimerQueue timers;
        private final SymbolDictionary symbols;

        Everything(final StateStore store) {
            final StateOptions options = StateOptions.DEFAULT.withTtlNs(4_000);
            arena = store.arena();
            states = store.keyedByLong("op");
            value = states.open(new StateSpec.Value<>("v", RECORD, options));
            list = states.open(new StateSpec.ListOf<>("l", RECORD, 100, options));
            map = states.open(new StateSpec.MapOf<>("m", null, RECORD, Long.MAX_VALUE, options));
            sum = states.open(new StateSpec.Aggregating<>(
                    "s", RECORD, (a, i) -> a.buffer().putLong(a.offset(), i), options));
            timers = states.openTimers("timers", 1 << 20);
            symbols = new SymbolDictionary(arena, "symbols", 32);
        }

        void step(final SplittableRandom random, final long nowNs) {
            states.key(random.nextLong(200), nowNs);
            final DynamicRecord record = value.edit();
            record.buffer().putLong(record.offset(), nowNs);
            list.add().buffer().putLong(list.add().offset(), nowNs);
            map.edit(random.nextLong(50)).clear();
            map.remove(random.nextLong(50));
            sum.add(nowNs);
            timers.add(nowNs + random.nextLong(3_000), nowNs, 0);
            if (random.nextInt(5) == 0) {
                value.remove();
                list.remove();
                map.removeAll();
            }
            while (timers.poll(nowNs)) {
                symbols.idOf("S" + timers.key());
            }
            states.sweep(3);
        }
    }

    @Test
    void shouldBeToldOfEverySegmentBeforeAnythingChangesInIt() {
        for (int seed = 0; seed < 10; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (StateStore store = new StateStore(new Arena(64 << 20))) {
                final Everything everything = new Everything(store);
                final Arena arena = store.arena();
                for (long now = 0; now < 2_000; now++) {
                    everything.step(random, now);
                }
                final byte[] before = ArenaSnapshot.toBytes(arena);
                final long end = arena.header().segmentCount() * Arena.SEGMENT_BYTES;
                final Map<Long, byte[]> copies = new HashMap<>();
                arena.writeBarrier(segment -> copies.computeIfAbsent(segment, s -> copy(arena, s)));
                for (long now = 2_000; now < 8_000; now++) {
                    everything.step(random, now);
                }
                assertTrue(copies.size() > 20, "seed " + seed + " copies " + copies.size());
                copies.forEach((segment, copy) -> {
                    if (segment < end) {
                        arena.buffer(segment).putBytes(arena.offset(segment), copy);
                    }
                });
                assertArrayEquals(before, ArenaSnapshot.toBytes(arena), "seed " + seed);
            }
        }
    }

    private static byte[] copy(final Arena arena, final long segment) {
        final byte[] copy = new byte[Arena.SEGMENT_BYTES];
        arena.buffer(segment).getBytes(arena.offset(segment), copy);
        return copy;
    }
}
