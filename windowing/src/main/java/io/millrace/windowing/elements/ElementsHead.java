package io.millrace.windowing.elements;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;

/** The accumulator of a window that keeps its events: where they are, how many, and how many found no room. */
public final class ElementsHead extends Flyweight {
    /** The type of such accumulators. */
    public static final RecordType<Object, ElementsHead> TYPE = new RecordType<>(
            Object.class,
            Layout.builder("ElementsHead")
                    .int64("list")
                    .int64("count")
                    .int64("dropped")
                    .build(),
            ElementsHead::new);

    private static final int LIST = 0;
    private static final int COUNT = 8;
    private static final int DROPPED = 16;

    private ElementsHead(final RecordType<?, ?> type) {
        super(type);
    }

    long list() {
        return buffer.getLong(offset + LIST);
    }

    void list(final long list) {
        buffer.putLong(offset + LIST, list);
    }

    long count() {
        return buffer.getLong(offset + COUNT);
    }

    void count(final long count) {
        buffer.putLong(offset + COUNT, count);
    }

    long dropped() {
        return buffer.getLong(offset + DROPPED);
    }

    void dropped(final long dropped) {
        buffer.putLong(offset + DROPPED, dropped);
    }
}
