package io.millrace.bench.journal;

/**
 * What is measured: state is built up flat out, then a checkpoint is taken while events come at a rate.
 *
 * @param keys number of keys.
 * @param rate events per second behind that.
 * @param beforeNs how long events come at the rate before the checkpoint is due, in nanoseconds.
 * @param afterNs how long they go on behind it.
 * @param longestNs after this long at the rate the input ends, checkpoint or not.
 */
public record CheckpointPlanned(long keys, long rate, long beforeNs, long afterNs, long longestNs) {
    private static final long SECOND_NS = 1_000_000_000L;

    /**
     * The event that makes the checkpoint due.
     *
     * @return its number, from 1.
     */
    public long dueEvents() {
        return keys + beforeNs / 1_000 * rate / (SECOND_NS / 1_000);
    }

    /** When an event is due, from the begin of what is at the rate. */
    long dueNs(final long number) {
        return number / rate * SECOND_NS + number % rate * SECOND_NS / rate;
    }
}
