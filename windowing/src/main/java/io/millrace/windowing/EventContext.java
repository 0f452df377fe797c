package io.millrace.windowing;

/**
 * When an event happened and when it came.
 *
 * <p>A view that is valid during the call it is passed to. <b>Not thread-safe.</b>
 */
public interface EventContext {
    /**
     * Event time.
     *
     * @return nanoseconds since the epoch.
     */
    long timeNs();

    /**
     * Place of the event in the order of arrival: larger for every later event, so that (time, sequence) decides what
     * is first and last without ties.
     *
     * @return the ingress sequence.
     */
    long sequence();
}
