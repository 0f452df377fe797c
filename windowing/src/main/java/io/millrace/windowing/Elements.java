package io.millrace.windowing;

/**
 * The events of a window, in order of arrival. Valid during the call it is passed to. <b>Not thread-safe.</b>
 *
 * @param <T> the event.
 */
public interface Elements<T> {
    /**
     * How many there are.
     *
     * @return 1 or more.
     */
    int size();

    /**
     * Reads one. Going through them in order is cheap, jumping is not.
     *
     * @param number 0 is the one that came first.
     * @return the event; reused by the next call.
     * @throws IndexOutOfBoundsException if there are not so many.
     */
    T get(int number);

    /**
     * Event time of one.
     *
     * @param number 0 is the one that came first.
     * @return nanoseconds since the epoch.
     * @throws IndexOutOfBoundsException if there are not so many.
     */
    long timeNs(int number);

    /**
     * How many more there were, which found no room any more.
     *
     * @return the count; 0 unless the limit was reached.
     */
    long droppedCount();
}
