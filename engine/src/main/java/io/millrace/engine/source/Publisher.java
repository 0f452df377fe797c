package io.millrace.engine.source;

import io.millrace.record.Flyweight;

/**
 * Puts events into a pipeline.
 *
 * <p>Call protocol: {@link #claim} (or {@link #tryClaim}), write the event, then exactly one of {@link #commit} and
 * {@link #abort}; at most one event is claimed at a time. After {@link #endOfInput} nothing may be claimed. <b>One
 * thread uses a publisher; take one for each thread.</b>
 *
 * @param <F> the flyweight the events are written through.
 */
public interface Publisher<F extends Flyweight> extends SymbolIds {
    /**
     * Claims room for one event, waiting under back-pressure.
     *
     * @return the event to write: all zero.
     * @throws IllegalStateException if an event is claimed already, after the end of input, or when the run is over;
     *     its cause then is the failure of the run, if there is one.
     */
    F claim();

    /**
     * Claims room for one event if there is some.
     *
     * @return the event to write, all zero, or {@code null} under back-pressure.
     * @throws IllegalStateException if an event is claimed already, after the end of input, or when the run is over;
     *     its cause then is the failure of the run, if there is one.
     */
    F tryClaim();

    /**
     * Publishes the claimed event; its ingress time is that of the batch it is in.
     *
     * @throws IllegalArgumentException if a field holds a symbol's id that {@link #idOf} has not given; the event was
     *     not published then, and its room is given back. The same holds for the other ways to commit.
     */
    void commit();

    /**
     * Publishes the claimed event, with the time it was meant to be sent: latency is then counted from there.
     *
     * @param intendedNs the planned time, in nanoseconds of the run's clock ({@link System#nanoTime} unless set).
     */
    void commitIntended(long intendedNs);

    /**
     * Publishes the claimed event with an ingress time of the source's own, so that recorded input behaves as live.
     *
     * @param ingressNs nanoseconds since the epoch; made monotone by the stream.
     */
    void commitAt(long ingressNs);

    /**
     * Publishes the claimed event with an ingress time of the source's own, and the time it was meant to be sent:
     * recorded input that is played back at a pace.
     *
     * @param ingressNs nanoseconds since the epoch; made monotone by the stream.
     * @param intendedNs the planned time, in nanoseconds of the run's clock; latency counts from there.
     */
    default void commitAt(final long ingressNs, final long intendedNs) {
        commitAt(ingressNs);
    }

    /** Gives the claimed room back; the event never was. */
    void abort();

    /**
     * Says that all events up to a time have been published (punctuation).
     *
     * @param watermarkNs no later event of this source has a time at or below this, in nanoseconds since the epoch. A
     *     value below an earlier one changes nothing.
     */
    void watermark(long watermarkNs);

    /** Marks the source idle: it holds no watermark back until its next event. */
    void idle();

    /** Marks the source active again, without an event: its watermark counts at once. An event does the same. */
    void active();

    /**
     * Says that time has passed without an event: timers and windows on processing time act that are due by now. Live
     * runs do so on their own when something is due and nothing arrives.
     */
    default void tick() {
        // For publishers that hand events on to others.
    }

    /**
     * Says that time has passed without an event, in a source that has ingress times of its own.
     *
     * @param ingressNs nanoseconds since the epoch; made monotone by the stream.
     */
    default void tickAt(final long ingressNs) {
        // For publishers that hand events on to others.
    }

    /** Ends the input of this publisher. Call it once. The source ends when all publishers taken for it have. */
    void endOfInput();
}
