package io.millrace.state;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.util.SplittableRandom;

/** All that lives in an arena, driven at random: tables, values, lists, maps, timers, symbols and bare segments. */
final class BusyState implements AutoCloseable {
    private static final RecordType<DynamicRecord, DynamicRecord> RECORD =
            RecordType.of(Layout.builder("R").int64("a").int64("b").build());
    private static final int MAX_SEGMENTS = 64;

    private final StateStore store;
    private final Arena arena;
    private final KeyedStates states;
    private final ValueState<DynamicRecord, DynamicRecord> value;
    private final ListState<DynamicRecord, DynamicRecord> list;
    private final MapState<DynamicRecord, DynamicRecord> map;
    private final AggregatingState<Long, DynamicRecord, DynamicRecord> sum;
    private final LongTable table;
    private final TimerQueue timers;
    private final SymbolDictionary symbols;
    private final SplittableRandom random;
    private final int keys;
    private final long[] segments = new long[MAX_SEGMENTS];
    private int segmentCount;
    private long nowNs;

    BusyState(final SplittableRandom random, final int keys) {
        this.random = random;
        this.keys = keys;
        store = new StateStore(new Arena(512L << 20));
        final StateOptions options = StateOptions.DEFAULT.withTtlNs(4_000);
        arena = store.arena();
        states = store.keyedByLong("op");
        value = states.open(new StateSpec.Value<>("v", RECORD, options));
        list = states.open(new StateSpec.ListOf<>("l", RECORD, 100, options));
        map = states.open(new StateSpec.MapOf<>("m", null, RECORD, Long.MAX_VALUE, options));
        sum = states.open(
                new StateSpec.Aggregating<>("s", RECORD, (a, i) -> a.buffer().putLong(a.offset(), i), options));
        timers = states.openTimers("timers", 1 << 20);
        table = new LongTable(arena, TableSpec.of("t", 40));
        symbols = new SymbolDictionary(arena, "symbols", 32);
    }

    Arena arena() {
        return arena;
    }

    void steps(final int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    /** One event, so to speak. */
    void step() {
        nowNs++;
        switch (random.nextInt(4)) {
            case 0 -> stepOfStates();
            case 1 -> stepOfSegments();
            case 2 -> stepOfTimers();
            default -> stepOfTable();
        }
    }

    private void stepOfStates() {
        states.key(random.nextLong(keys), nowNs);
        final DynamicRecord record = value.edit();
        record.buffer().putLong(record.offset(), nowNs);
        final DynamicRecord added = list.add();
        added.buffer().putLong(added.offset(), nowNs);
        map.edit(random.nextLong(50)).clear();
        map.remove(random.nextLong(50));
        sum.add(nowNs);
        if (random.nextInt(5) == 0) {
            value.remove();
            list.remove();
            map.removeAll();
        }
        states.sweep(3);
    }

    private void stepOfTimers() {
        states.key(random.nextLong(keys), nowNs);
        timers.add(nowNs + random.nextLong(3_000), nowNs, 0);
        while (timers.poll(nowNs)) {
            symbols.idOf("S" + timers.key() % 1_000);
        }
    }

    private void stepOfSegments() {
        if (segmentCount < MAX_SEGMENTS && random.nextInt(3) > 0) {
            segments[segmentCount++] = arena.allocateSegment();
        } else if (segmentCount > 0) {
            final int at = random.nextInt(segmentCount);
            arena.freeSegment(segments[at]);
            segments[at] = segments[--segmentCount];
        }
        for (int i = 0; i < 3 && segmentCount > 0; i++) {
            final long at = segments[random.nextInt(segmentCount)] + 8L * random.nextInt(Arena.SEGMENT_BYTES / 8);
            arena.beforeWrite(at);
            arena.putLong(at, random.nextLong());
        }
    }

    private void stepOfTable() {
        final long key = random.nextLong(keys);
        if (random.nextInt(5) == 0) {
            table.remove(key);
        } else {
            final long cell = table.getOrCreate(key);
            arena.beforeWrite(cell);
            arena.putLong(cell, nowNs);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
