package io.millrace.state;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;

/** One flyweight, to be pointed at records of an arena. */
final class RecordView<T, F extends Flyweight> {
    private final Arena arena;
    private final F flyweight;
    private final T readable;

    RecordView(final Arena arena, final RecordType<T, F> type) {
        this.arena = arena;
        flyweight = type.newFlyweight();
        readable = type.recordClass().cast(flyweight);
    }

    T read(final long ref) {
        flyweight.wrap(arena.buffer(ref), arena.offset(ref));
        return readable;
    }

    F write(final long ref) {
        flyweight.wrap(arena.buffer(ref), arena.offset(ref));
        return flyweight;
    }
}
