package io.millrace.windowing;

/**
 * When an event happened and when it came.
 *
 * <p>A view that is valid during the call it is passed to. <b>Not thread-safe.</b>
 */
public final class EventContext {
    private long timeNs;
    private long sequence;

    /** Creates the view; {@link #set} moves it. */
    public EventContext() {
        // Nothing to set up.
    }

    /**
     * Moves the view. For whoever calls an {@link Aggregate}.
     *
     * @param newTimeNs event time.
     * @param newSequence the ingress sequence.
     */
    public void set(final long newTimeNs, final long newSequence) {
        timeNs = newTimeNs;
        sequence = newSequence;
    }

    /**
     * Event time.
     *
     * @return nanoseconds since the epoch.
     */
    public long timeNs() {
        return timeNs;
    }

    /**
     * Place of the event in the order of arrival: larger for every later event, so that (time, sequence) decides what
     * is first and last without ties.
     *
     * @return the ingress sequence.
     */
    public long sequence() {
        return sequence;
    }
}
