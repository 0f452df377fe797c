package io.millrace.windowing;

import io.millrace.record.Flyweight;

/**
 * Windows of one kind over keyed events.
 *
 * <p>Protocol, all on one thread: {@link #onEvent} with every event and the watermark at its arrival; then, if the
 * watermark moved and is at or past {@link #nextDueNs()}, {@link #onWatermark}. An implementation is constructed for
 * keys that are long values or for keys that are records, and takes only those. The state lies in an arena at every
 * moment between two calls: an implementation constructed over a restored arena continues where the snapshot was taken.
 * <b>Not thread-safe.</b>
 *
 * @param <T> the event.
 */
public abstract class KeyedWindows<T> {
    /** For the implementations. */
    protected KeyedWindows() {}

    /**
     * Adds an event to windows that are keyed by long values.
     *
     * @param key its key.
     * @param timeNs its time.
     * @param sequence its place in the order of arrival.
     * @param event the event.
     * @param watermarkNs the watermark before this event.
     * @throws io.millrace.state.StateLimitException if the arena is full; the event was not added.
     */
    public abstract void onEvent(long key, long timeNs, long sequence, T event, long watermarkNs);

    /**
     * Adds an event to windows that are keyed by records.
     *
     * @param key its key; copied.
     * @param timeNs its time.
     * @param sequence its place in the order of arrival.
     * @param event the event.
     * @param watermarkNs the watermark before this event.
     * @throws io.millrace.state.StateLimitException if the arena is full; the event was not added.
     */
    public abstract void onEvent(Flyweight key, long timeNs, long sequence, T event, long watermarkNs);

    /**
     * Acts on everything that is due at a watermark, in the order (end of the window, the key's place in the list of
     * live keys).
     *
     * @param watermarkNs the watermark, not lower than at any call before.
     */
    public abstract void onWatermark(long watermarkNs);

    /**
     * The same on the way to a higher watermark: {@link #onWatermark(long)} follows for whatever is due up to that,
     * with no event of a source in between. A result says that its window is dropped if that is so at the higher one.
     *
     * @param watermarkNs the watermark, not lower than at any call before.
     * @param targetNs the watermark that this step rises to, not lower than that.
     */
    public void onWatermark(final long watermarkNs, final long targetNs) {
        onWatermark(watermarkNs);
    }

    /**
     * Whether something is left that nothing but the end of the input makes due: {@link #onWatermark} with
     * {@link Long#MAX_VALUE} when everything due before has been acted on.
     *
     * @return false unless overridden.
     */
    public boolean waitsForEnd() {
        return false;
    }

    /**
     * The lowest watermark at which {@link #onWatermark} has something to do.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if nothing waits.
     */
    public abstract long nextDueNs();

    /**
     * Counts the windows that are open: those that hold an event and whose state was not dropped. Takes time in
     * proportion: for reports.
     *
     * @return the number of (key, window) pairs.
     */
    public abstract long countOpen();

    /**
     * Tells of every window that is open, for questions. Takes time in proportion.
     *
     * @param visitor is told.
     * @return false if these windows cannot tell, which is so unless overridden.
     */
    public boolean visitOpen(final OpenWindowVisitor visitor) {
        return false;
    }

    /**
     * Acts on everything that is due at a processing time. Nothing unless overridden.
     *
     * @param processingNs the processing time, in nanoseconds of the run's clock; not lower than at any call before.
     */
    public void onProcessingTime(final long processingNs) {
        // Most windows know event time only.
    }

    /**
     * The lowest processing time at which {@link #onProcessingTime} has something to do.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} if nothing waits.
     */
    public long nextProcessingDueNs() {
        return Long.MAX_VALUE;
    }

    /**
     * Counts what was dropped without having been in a result: (key, window) pairs whose window ended with something
     * that no trigger asked for.
     *
     * @return the number of pairs over the life of the state; 0 unless overridden.
     */
    public long unfired() {
        return 0;
    }
}
