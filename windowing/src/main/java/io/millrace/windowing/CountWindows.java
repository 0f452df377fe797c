package io.millrace.windowing;

import java.util.Optional;

/**
 * Windows that hold a number of events of one key, in the order of arrival.
 *
 * <p><b>Immutable and thread-safe.</b>
 */
public final class CountWindows implements WindowAssigner {
    private static final long serialVersionUID = 1L;

    private final long size;
    private final long slide;

    private CountWindows(final long size, final long slide) {
        this.size = size;
        this.slide = slide;
    }

    /**
     * Windows that follow each other without gap or overlap.
     *
     * @param size events in a window; must be positive, see {@link #mistake}.
     * @return the windows.
     */
    public static CountWindows tumbling(final long size) {
        return new CountWindows(size, size);
    }

    /**
     * Windows of so many events, each of which begins so many events after the one before. The first begins with the
     * first event. Windows that are not full have no result.
     *
     * @param size events in a window; must be positive, see {@link #mistake}.
     * @param slide events from one window to the next.
     * @return the windows.
     */
    public static CountWindows sliding(final long size, final long slide) {
        return new CountWindows(size, slide);
    }

    /**
     * Events in a window.
     *
     * @return the number, positive.
     */
    public long size() {
        return size;
    }

    /**
     * Events from one window to the next.
     *
     * @return the number, positive.
     */
    public long slide() {
        return slide;
    }

    @Override
    public Optional<String> mistake() {
        if (size <= 0) {
            return Optional.of("size of count windows must be positive: " + size + " events");
        }
        return slide <= 0
                ? Optional.of("slide of count windows must be positive: " + slide + " events")
                : Optional.empty();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof CountWindows
                && ((CountWindows) other).size == size
                && ((CountWindows) other).slide == slide;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size * 31 + slide);
    }

    @Override
    public String toString() {
        return size == slide ? "tumbling " + size + " events" : "sliding " + size + " events by " + slide;
    }
}
