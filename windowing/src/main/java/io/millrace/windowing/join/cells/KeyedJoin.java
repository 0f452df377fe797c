package io.millrace.windowing.join.cells;

import io.millrace.record.Flyweight;

/**
 * A join of two streams by key.
 *
 * <p>Protocol, all on one thread: {@link #onLeft} and {@link #onRight} with every event, in order of arrival, and the
 * watermark at its arrival; then, if the watermark moved and is at or past {@link #nextDueNs()}, {@link #onWatermark}.
 * A join is constructed for keys that are long values or for keys that are records, and takes only those. Times from
 * {@code Long.MIN_VALUE + 1} to {@code Long.MAX_VALUE - 1} are taken, others are rejected. The state lies in an arena
 * at every moment between two calls: a join constructed over a restored arena continues where the snapshot was taken.
 * <b>Not thread-safe.</b>
 */
public abstract class KeyedJoin {
    /** The keys of both sides. */
    protected final JoinKeys keys;

    /**
     * For the joins.
     *
     * @param keys the keys of both sides.
     */
    protected KeyedJoin(final JoinKeys keys) {
        this.keys = keys;
    }

    /**
     * Takes a left event by a key that is a long value.
     *
     * @param key its key.
     * @param timeNs its time.
     * @param event the event; copied if it is to stay.
     * @param watermarkNs the watermark before this event.
     * @throws io.millrace.state.StateLimitException if there is no room for it; the event was not taken.
     */
    public final void onLeft(final long key, final long timeNs, final Flyweight event, final long watermarkNs) {
        keys.moveTo(key);
        left(timeNs, event, watermarkNs);
    }

    /**
     * Takes a left event by a key that is a record.
     *
     * @param key its key; copied.
     * @param timeNs its time.
     * @param event the event; copied if it is to stay.
     * @param watermarkNs the watermark before this event.
     * @throws io.millrace.state.StateLimitException if there is no room for it; the event was not taken.
     */
    public final void onLeft(final Flyweight key, final long timeNs, final Flyweight event, final long watermarkNs) {
        keys.moveTo(key);
        left(timeNs, event, watermarkNs);
    }

    /**
     * Takes a right event by a key that is a long value.
     *
     * @param key its key.
     * @param timeNs its time.
     * @param event the event; copied if it is to stay.
     * @param watermarkNs the watermark before this event.
     * @throws io.millrace.state.StateLimitException if there is no room for it; the event was not taken.
     */
    public final void onRight(final long key, final long timeNs, final Flyweight event, final long watermarkNs) {
        keys.moveTo(key);
        right(timeNs, event, watermarkNs);
    }

    /**
     * Takes a right event by a key that is a record.
     *
     * @param key its key; copied.
     * @param timeNs its time.
     * @param event the event; copied if it is to stay.
     * @param watermarkNs the watermark before this event.
     * @throws io.millrace.state.StateLimitException if there is no room for it; the event was not taken.
     */
    public final void onRight(final Flyweight key, final long timeNs, final Flyweight event, final long watermarkNs) {
        keys.moveTo(key);
        right(timeNs, event, watermarkNs);
    }

    /**
     * Takes a left event of the present key.
     *
     * @param timeNs its time.
     * @param event the event.
     * @param watermarkNs the watermark before this event.
     */
    protected abstract void left(long timeNs, Flyweight event, long watermarkNs);

    /**
     * Takes a right event of the present key.
     *
     * @param timeNs its time.
     * @param event the event.
     * @param watermarkNs the watermark before this event.
     */
    protected abstract void right(long timeNs, Flyweight event, long watermarkNs);

    /**
     * Acts on everything that is due at a watermark.
     *
     * @param watermarkNs the watermark, not lower than at any call before.
     */
    public abstract void onWatermark(long watermarkNs);

    /**
     * The lowest watermark at which {@link #onWatermark} has something to do.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if nothing waits.
     */
    public abstract long nextDueNs();

    /**
     * Counts what waits for time to pass.
     *
     * @return the number of left events, pairs of key and window, or the like.
     */
    public abstract long countOpen();

    /**
     * Whether a time is one that no watermark is beyond.
     *
     * @param timeNs the time.
     * @return true at either end of the time axis.
     */
    protected static boolean isUnrepresentable(final long timeNs) {
        // MIN_VALUE and MAX_VALUE are neighbours when the sum wraps around.
        return timeNs + 1 <= Long.MIN_VALUE + 1;
    }

    /**
     * What to do about the watermark where too much is kept.
     *
     * @param watermarkNs the watermark.
     * @return the end of a sentence.
     */
    protected static String advice(final long watermarkNs) {
        return watermarkNs == Long.MIN_VALUE
                ? "let its sources give watermarks: none has come yet, and nothing is given back without"
                : "let the watermark follow more closely";
    }
}
