package io.millrace.windowing.cell;

import io.millrace.windowing.Window;

/**
 * What a cell holds of the events of its window: an accumulator, or the events themselves. Refs are those of the
 * content within the cell. Where it writes, the segment of the cell is ready to be written to.
 *
 * @param <T> the event.
 */
abstract class WindowContent<T> {
    /** Size of what lies in the cell, in bytes; a multiple of 8. */
    abstract int bytes();

    /** Makes zeros a content without events. */
    abstract void create(long content);

    /**
     * Adds an event.
     *
     * @return false if there is no room for it; nothing has changed then.
     */
    abstract boolean add(long content, T event, long timeNs, long sequence);

    /** Hands results on. */
    abstract void emit(long content, Window window, long timeNs);

    /** Takes all events out. */
    abstract void clear(long content);

    /** Gives back what lies outside of the cell, which is about to be dropped. */
    abstract void free(long content);
}
