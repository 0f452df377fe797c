package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What the states of an operator must do, whatever its keys are. */
abstract class KeyedStatesContract {
    static final RecordType<DynamicRecord, DynamicRecord> VALUE =
            RecordType.of(Layout.builder("Value").int64("amount").int32("count").build());

    private static final long LIMIT = 64 << 20;
    private static final int AMOUNT = VALUE.layout().field("amount").offset();
    private static final int COUNT = VALUE.layout().field("count").offset();

    abstract KeyedStates open(StateStore store, String operatorId);

    abstract void key(KeyedStates states, long number, long nowNs);

    private static long amount(final DynamicRecord record) {
        return record.buffer().getLong(record.offset() + AMOUNT);
    }

    private static DynamicRecord amount(final DynamicRecord record, final long amount) {
        record.buffer().putLong(record.offset() + AMOUNT, amount);
        return record;
    }

    private static DynamicRecord newRecord(final long amount) {
        final DynamicRecord record = VALUE.newFlyweight();
        record.wrap(new UnsafeBuffer(new byte[VALUE.sizeBytes()]), 0);
        return amount(record, amount);
    }

    private static StateStore newStore() {
        return new StateStore(new Arena(LIMIT));
    }

    private static StateStore restored(final StateStore store) {
        final byte[] snapshot = ArenaSnapshot.toBytes(store.arena());
        store.close();
        return new StateStore(ArenaSnapshot.fromBytes(snapshot, LIMIT));
    }

    @Test
    void shouldKeepOneValuePerKey() {
        try (StateStore store = newStore()) {
            final KeyedStates states = open(store, "op");
            final ValueState<DynamicRecord, DynamicRecord> state =
                    states.open(new StateSpec.Value<>("last", VALUE, StateOptions.DEFAULT));
            key(states, 1, 0);
            assertNull(state.get());
            assertFalse(state.remove());
            amount(state.edit(), 11);
            key(states, -1, 0);
            assertNull(state.get());
            amount(state.edit(), 12);
            key(states, 1, 0);
            assertEquals(11, amount(state.get()));
            assertEquals(11, amount(state.edit()));
            assertEquals(2, state.table().size());
            assertTrue(state.remove());
            assertNull(state.get());
            assertEquals(0, amount(state.edit()));
        }
    }

    @Test
    void shouldReduceAndAggregatePerKey() {
        try (StateStore store = newStore()) {
            final KeyedStates states = open(store, "op");
            final ReducingState<DynamicRecord, DynamicRecord> most = states.open(new StateSpec.Reducing<>(
                    "most", VALUE, (a, b) -> amount(a, Math.max(amount(a), amount(b))), StateOptions.DEFAULT));
            final AggregatingState<Long, DynamicRecord, DynamicRecord> sum = states.open(
                    new StateSpec.Aggregating<>("sum", VALUE, new Sum(), StateOptions.DEFAULT.withExpectedKeys(100)));
            final Map<Long, Long> mosts = new HashMap<>();
            final Map<Long, Long> sums = new HashMap<>();
            final SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < 2_000; i++) {
                final long number = random.nextLong(-50, 50);
                final long amount = random.nextLong(-1_000, 1_000);
                key(states, number, i);
                if (random.nextInt(10) == 0) {
                    assertEquals(mosts.remove(number) != null, most.remove());
                    assertEquals(sums.remove(number) != null, sum.remove());
                }
                most.add(newRecord(amount));
                sum.add(amount);
                mosts.merge(number, amount, Math::max);
                sums.merge(number, 7 + amount, (a, b) -> a + b - 7);
                assertEquals(mosts.get(number), amount(most.get()), "seed 3 operation " + i);
                assertEquals(sums.get(number), amount(sum.get()), "seed 3 operation " + i);
            }
        }
    }

    private static final class Sum implements AggregateFunction<Long, DynamicRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public void create(final DynamicRecord accumulator) {
            amount(accumulator, 7);
        }

        @Override
        public void add(final DynamicRecord accumulator, final Long input) {
            amount(accumulator, amount(accumulator) + input);
        }
    }

    @Test
    void shouldKeepTheLastRecordsPerKeyOverRestores() {
        for (int seed = 0; seed < 15; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int length = random.nextInt(1, 100);
            final StateSpec.ListOf<DynamicRecord, DynamicRecord> spec =
                    new StateSpec.ListOf<>("recent", VALUE, length, StateOptions.DEFAULT);
            final Map<Long, Deque<Long>> oracle = new HashMap<>();
            StateStore store = newStore();
            try {
                KeyedStates states = open(store, "op");
                ListState<DynamicRecord, DynamicRecord> state = states.open(spec);
                for (int i = 0; i < 3_000; i++) {
                    final String at = "seed " + seed + " operation " + i;
                    final long number = random.nextLong(8);
                    key(states, number, i);
                    final int action = random.nextInt(400);
                    if (action < 4) {
                        assertEquals(oracle.remove(number) != null, state.remove(), at);
                    } else if (action == 4) {
                        store = restored(store);
                        states = open(store, "op");
                        state = states.open(spec);
                        store.requireAllClaimed();
                        key(states, number, i);
                    } else {
                        final Deque<Long> last = oracle.computeIfAbsent(number, k -> new ArrayDeque<>());
                        last.add((long) i);
                        if (last.size() > length) {
                            last.remove();
                        }
                        if (action % 2 == 0) {
                            state.add(newRecord(i));
                        } else {
                            amount(state.add(), i);
                        }
                    }
                    checkList(state, oracle.getOrDefault(number, new ArrayDeque<>()), at);
                }
                final ListState<DynamicRecord, DynamicRecord> last = state;
                assertThrows(IndexOutOfBoundsException.class, () -> last.get(last.size()));
                assertThrows(IndexOutOfBoundsException.class, () -> last.get(-1));
                assertEquals(oracle.size(), state.table().size());
            } finally {
                store.close();
            }
        }
    }

    private static void checkList(
            final ListState<DynamicRecord, DynamicRecord> state, final Deque<Long> expected, final String at) {
        assertEquals(expected.size(), state.size(), at);
        int i = 0;
        for (final long amount : expected) {
            assertEquals(amount, amount(state.get(i++)), at);
        }
    }

    @Test
    void shouldFreeTheChunksOfRemovedListsAndRefuseOnesThatAreTooLong() {
        try (StateStore store = newStore()) {
            final KeyedStates states = open(store, "op");
            final ListState<DynamicRecord, DynamicRecord> state =
                    states.open(new StateSpec.ListOf<>("recent", VALUE, 500, StateOptions.DEFAULT));
            long used = 0;
            for (int round = 0; round < 50; round++) {
                key(states, round, 0);
                for (int i = 0; i < 1_000; i++) {
                    amount(state.add(), i);
                }
                assertEquals(1_000, state.added());
                assertEquals(500, amount(state.get(0)));
                state.remove();
                used = round == 0 ? store.arena().usedBytes() : used;
                assertEquals(used, store.arena().usedBytes());
            }
            final StateSpec.ListOf<DynamicRecord, DynamicRecord> tooLong =
                    new StateSpec.ListOf<>("long", VALUE, 1_000_000, StateOptions.DEFAULT);
            final StateException e = assertThrows(StateException.class, () -> states.open(tooLong));
            assertTrue(e.getMessage().contains("op/long") && e.getMessage().contains("at most"), e.getMessage());
        }
    }

    @Test
    void shouldKeepAMapPerKeyInTheOrderOfInsertionOverRestores() {
        for (int seed = 0; seed < 15; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final StateSpec.MapOf<DynamicRecord, DynamicRecord> spec =
                    new StateSpec.MapOf<>("orders", null, VALUE, Long.MAX_VALUE, StateOptions.DEFAULT);
            final Map<Long, LinkedHashMap<Long, Long>> oracle = new HashMap<>();
            StateStore store = newStore();
            try {
                KeyedStates states = open(store, "op");
                MapState<DynamicRecord, DynamicRecord> state = states.open(spec);
                for (int i = 0; i < 3_000; i++) {
                    final String at = "seed " + seed + " operation " + i;
                    final long number = random.nextLong(4);
                    final long mapKey = random.nextLong(-20, 20);
                    key(states, number, i);
                    final LinkedHashMap<Long, Long> map = oracle.computeIfAbsent(number, k -> new LinkedHashMap<>());
                    final int action = random.nextInt(300);
                    if (action == 0) {
                        store = restored(store);
                        states = open(store, "op");
                        state = states.open(spec);
                        store.requireAllClaimed();
                        key(states, number, i);
                    } else if (action == 1) {
                        assertEquals(!map.isEmpty(), state.removeAll(), at);
                        map.clear();
                    } else if (action < 120) {
                        assertEquals(map.remove(mapKey) != null, state.remove(mapKey), at);
                    } else {
                        amount(state.edit(mapKey), i);
                        map.put(mapKey, (long) i);
                    }
                    checkMap(state, map, mapKey, at);
                }
                final long entries =
                        oracle.values().stream().mapToLong(Map::size).sum();
                assertEquals(entries, state.entryTable().size());
                assertEquals(
                        oracle.values().stream().filter(m -> !m.isEmpty()).count(),
                        state.table().size());
            } finally {
                store.close();
            }
        }
    }

    private static void checkMap(
            final MapState<DynamicRecord, DynamicRecord> state,
            final Map<Long, Long> expected,
            final long mapKey,
            final String at) {
        assertEquals(expected.size(), state.size(), at);
        final DynamicRecord record = state.get(mapKey);
        assertEquals(expected.get(mapKey), record == null ? null : (Long) amount(record), at);
        final List<Long> keys = new ArrayList<>();
        for (long e = state.first(); e != 0; e = state.next(e)) {
            keys.add(state.keyAt(e));
            assertEquals(expected.get(state.keyAt(e)), amount(state.valueAt(e)), at);
        }
        assertEquals(new ArrayList<>(expected.keySet()), keys, at);
    }

    @Test
    void shouldKeepMapsByRecords() {
        try (StateStore store = newStore()) {
            final KeyedStates states = open(store, "op");
            final MapState<DynamicRecord, DynamicRecord> state =
                    states.open(new StateSpec.MapOf<>("m", VALUE, VALUE, 2, StateOptions.DEFAULT));
            key(states, 5, 0);
            amount(state.edit(newRecord(1)), 100);
            amount(state.edit(newRecord(2)), 200);
            assertEquals(200, amount(state.get(newRecord(2))));
            assertNull(state.get(newRecord(3)));
            assertThrows(IllegalArgumentException.class, () -> state.get(1L));
            final DynamicRecord found = VALUE.newFlyweight();
            state.keyAt(state.next(state.first()), found);
            assertEquals(2, amount(found));
            key(states, 6, 0);
            assertNull(state.get(newRecord(1)));
            assertThrows(StateLimitException.class, () -> state.edit(newRecord(1)));
            assertEquals(0, state.size());
            assertEquals(1, state.table().size());
            key(states, 5, 0);
            assertTrue(state.remove(newRecord(1)));
            assertFalse(state.remove(newRecord(1)));
            assertTrue(state.remove(newRecord(2)));
            assertEquals(0, state.table().size());
        }
    }

    @Test
    void shouldForgetWhatExpiredWhetherItWasSweptOrNot() {
        final StateOptions options = StateOptions.DEFAULT.withTtlNs(800);
        try (StateStore store = newStore()) {
            final KeyedStates states = open(store, "op");
            final ValueState<DynamicRecord, DynamicRecord> value =
                    states.open(new StateSpec.Value<>("v", VALUE, options));
            final ListState<DynamicRecord, DynamicRecord> list =
                    states.open(new StateSpec.ListOf<>("l", VALUE, 100, options));
            final MapState<DynamicRecord, DynamicRecord> map =
                    states.open(new StateSpec.MapOf<>("m", null, VALUE, Long.MAX_VALUE, options));
            for (int number = 0; number < 100; number++) {
                key(states, number, number * 8);
                amount(value.edit(), 1);
                amount(list.add(), 1);
                amount(map.edit(3), 1);
                amount(map.edit(4), 1);
            }
            key(states, 0, 799);
            assertEquals(1, amount(value.get()));
            assertEquals(1, list.size());
            assertEquals(2, map.size());
            key(states, 0, 800);
            assertNull(value.get());
            assertEquals(0, list.size());
            assertNull(map.get(3));
            key(states, 1, 808);
            assertEquals(0, amount(value.edit()));
            amount(list.add(), 9);
            assertEquals(9, amount(list.get(0)));
            assertEquals(1, list.added());
            amount(map.edit(9), 1);
            assertEquals(1, map.size());
            key(states, 2, 1_208);
            int removed = 0;
            for (int i = 0; i < 30; i++) {
                removed += states.sweep(5);
            }
            assertEquals(3 * 50, removed);
            assertEquals(49, value.table().size());
            assertEquals(49, list.table().size());
            assertEquals(48 * 2 + 1, map.entryTable().size());
        }
    }

    @Test
    void shouldRefuseIdsUsedTwiceAndStatesThatAreLeftOver() {
        final StateSpec.Value<DynamicRecord, DynamicRecord> spec =
                new StateSpec.Value<>("s", VALUE, StateOptions.DEFAULT);
        StateStore store = newStore();
        try {
            final KeyedStates states = open(store, "op");
            states.open(spec);
            assertThrows(StateMismatchException.class, () -> states.open(spec));
            assertThrows(
                    StateMismatchException.class,
                    () -> states.open(new StateSpec.ListOf<>("s", VALUE, 2, StateOptions.DEFAULT)));
            final StateStore one = store;
            assertThrows(StateMismatchException.class, () -> open(one, "op"));
            open(store, "other").open(spec);
            store = restored(store);
            final KeyedStates again = open(store, "op");
            final StateMismatchException e = assertThrows(
                    StateMismatchException.class,
                    () -> again.open(new StateSpec.ListOf<>("s", VALUE, 2, StateOptions.DEFAULT)));
            assertTrue(e.getMessage().contains("'op/s'") && e.getMessage().contains("value-state"), e.getMessage());
            again.open(spec);
            final StateStore two = store;
            final StateMismatchException left = assertThrows(StateMismatchException.class, two::requireAllClaimed);
            assertTrue(left.getMessage().contains("other/s"), left.getMessage());
        } finally {
            store.close();
        }
    }

    @Test
    void shouldBehaveTheSameWithAndWithoutARestore() {
        final StateSpec.MapOf<DynamicRecord, DynamicRecord> spec =
                new StateSpec.MapOf<>("m", null, VALUE, Long.MAX_VALUE, StateOptions.DEFAULT.withTtlNs(4_000));
        final StateStore left = newStore();
        StateStore right = newStore();
        try {
            final KeyedStates leftStates = open(left, "op");
            final MapState<DynamicRecord, DynamicRecord> a = leftStates.open(spec);
            KeyedStates rightStates = open(right, "op");
            MapState<DynamicRecord, DynamicRecord> b = rightStates.open(spec);
            final SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < 20_000; i++) {
                final long number = random.nextLong(50);
                final long mapKey = random.nextLong(50);
                key(leftStates, number, i * 8L);
                key(rightStates, number, i * 8L);
                if (random.nextInt(3) == 0) {
                    assertEquals(a.remove(mapKey), b.remove(mapKey));
                } else {
                    a.edit(mapKey).buffer().putInt(a.edit(mapKey).offset() + COUNT, i);
                    b.edit(mapKey).buffer().putInt(b.edit(mapKey).offset() + COUNT, i);
                }
                assertEquals(leftStates.sweep(2), rightStates.sweep(2));
                if (random.nextInt(4_000) == 0) {
                    right = restored(right);
                    rightStates = open(right, "op");
                    b = rightStates.open(spec);
                }
            }
            assertArrayEquals(ArenaSnapshot.toBytes(left.arena()), ArenaSnapshot.toBytes(right.arena()), "seed 11");
        } finally {
            left.close();
            right.close();
        }
    }
}
