package io.millrace.windowing;

/**
 * Is told of the windows that are open, one by one. Called on the thread of the windows, inside the call it is given
 * to.
 */
@FunctionalInterface
public interface OpenWindowVisitor {
    /** What is told of a number that is not known. */
    long UNKNOWN = -1;

    /**
     * Takes one window that holds something.
     *
     * @param window its key and its times, and how often it had a result; valid during this call. A count window that
     *     is not full has the times of its events so far, or those of all time where they are not known.
     * @param events how many events it has; {@link #UNKNOWN} where that is not kept.
     * @param triggerState the first number that its trigger keeps; {@link #UNKNOWN} if it keeps none.
     */
    void onWindow(Window window, long events, long triggerState);
}
