package io.millrace.windowing.elements;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Elements;
import io.millrace.windowing.join.cells.CellPool;

/**
 * Lists of events in the order of arrival, and a view of one of them.
 *
 * <pre>
 * list
 *   0  first       ref of the event that came first; 0: none
 *   8  last        ref of the one that came last
 *  16  count       how many there are
 *
 * event
 *   0  next        ref of the one that came after it; 0: none
 *   8  time
 *  16  sequence    its place in the order of arrival
 *  24  record
 * </pre>
 */
final class ElementLists<T> implements Elements<T> {
    private static final int FIRST = 0;
    private static final int LAST = 8;
    private static final int COUNT = 16;
    private static final int LIST_BYTES = 24;

    private static final int NEXT = 0;
    private static final int TIME = 8;
    private static final int SEQUENCE = 16;
    private static final int RECORD = 24;

    private final Arena arena;
    private final CellPool lists;
    private final CellPool events;
    private final Flyweight element;
    private final int recordBytes;
    private long viewed;
    private int size;
    private long dropped;
    private int number;
    private long at;

    ElementLists(final Arena arena, final String id, final RecordType<?, ?> eventType) {
        this.arena = arena;
        element = eventType.newFlyweight();
        recordBytes = eventType.sizeBytes();
        lists = new CellPool(arena, id + "/lists", LIST_BYTES, 0);
        events = new CellPool(arena, id + "/events", RECORD, recordBytes);
    }

    /** A new list. Nothing has changed if the arena is full. */
    long create() {
        final long list = lists.allocate();
        arena.putLong(list + FIRST, 0);
        arena.putLong(list + LAST, 0);
        arena.putLong(list + COUNT, 0);
        return list;
    }

    long count(final long list) {
        return arena.getLong(list + COUNT);
    }

    /** Adds an event at the end. Nothing has changed if the arena is full. */
    void append(final long list, final Flyweight event, final long timeNs, final long sequence) {
        final long cell = events.allocate();
        arena.putLong(cell + NEXT, 0);
        arena.putLong(cell + TIME, timeNs);
        arena.putLong(cell + SEQUENCE, sequence);
        arena.buffer(cell).putBytes(arena.offset(cell) + RECORD, event.buffer(), event.offset(), recordBytes);
        arena.beforeWrite(list);
        link(list, cell);
    }

    private void link(final long list, final long cell) {
        final long last = arena.getLong(list + LAST);
        if (last == 0) {
            arena.putLong(list + FIRST, cell);
        } else {
            arena.beforeWrite(last);
            arena.putLong(last + NEXT, cell);
        }
        arena.putLong(list + LAST, cell);
        arena.putLong(list + COUNT, arena.getLong(list + COUNT) + 1);
    }

    /** Takes the events out that came first. */
    void dropFirst(final long list, final long dropping) {
        arena.beforeWrite(list);
        for (long i = 0; i < dropping; i++) {
            final long cell = arena.getLong(list + FIRST);
            arena.putLong(list + FIRST, arena.getLong(cell + NEXT));
            events.free(cell);
        }
        final long left = arena.getLong(list + COUNT) - dropping;
        arena.putLong(list + COUNT, left);
        if (left == 0) {
            arena.putLong(list + LAST, 0);
        }
    }

    /** Moves all events of another list to their places in one, and leaves out those that come last beyond a limit. */
    void merge(final long list, final long other, final long limit) {
        arena.beforeWrite(list);
        arena.beforeWrite(other);
        long mine = arena.getLong(list + FIRST);
        long theirs = arena.getLong(other + FIRST);
        empty(list);
        empty(other);
        while (mine != 0 || theirs != 0) {
            final boolean takesMine =
                    theirs == 0 || mine != 0 && arena.getLong(mine + SEQUENCE) < arena.getLong(theirs + SEQUENCE);
            final long cell = takesMine ? mine : theirs;
            final long next = arena.getLong(cell + NEXT);
            if (takesMine) {
                mine = next;
            } else {
                theirs = next;
            }
            if (arena.getLong(list + COUNT) == limit) {
                events.free(cell);
            } else {
                arena.beforeWrite(cell);
                arena.putLong(cell + NEXT, 0);
                link(list, cell);
            }
        }
    }

    private void empty(final long list) {
        arena.putLong(list + FIRST, 0);
        arena.putLong(list + LAST, 0);
        arena.putLong(list + COUNT, 0);
    }

    /** Gives a list back with all of its events. */
    void free(final long list) {
        dropFirst(list, count(list));
        lists.free(list);
    }

    /** Moves the view to the first few events of a list. */
    void view(final long list, final long count, final long droppedCount) {
        viewed = list;
        size = (int) count;
        dropped = droppedCount;
        rewind();
    }

    private void rewind() {
        number = 0;
        at = arena.getLong(viewed + FIRST);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long droppedCount() {
        return dropped;
    }

    @Override
    @SuppressWarnings("unchecked") // flyweights of the stream's type are its events
    public T get(final int wanted) {
        moveTo(wanted);
        element.wrap(arena.buffer(at), arena.offset(at) + RECORD);
        return (T) element;
    }

    @Override
    public long timeNs(final int wanted) {
        moveTo(wanted);
        return arena.getLong(at + TIME);
    }

    private void moveTo(final int wanted) {
        if (wanted < 0 || wanted >= size) {
            throw new IndexOutOfBoundsException("element " + wanted + " of " + size);
        }
        if (wanted < number) {
            rewind();
        }
        while (number < wanted) {
            at = arena.getLong(at + NEXT);
            number++;
        }
    }
}
