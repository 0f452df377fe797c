package io.millrace.engine.explain;

import io.millrace.windowing.watermark.WatermarkGenerator;

/**
 * How far one source has come.
 *
 * @param source its name.
 * @param state whether it counts.
 * @param watermarkNs its own watermark, in nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
 * @param sinceIngressNs ingress time of the event that raised it to that, in nanoseconds of the run's clock;
 *     {@link Long#MIN_VALUE} if none has.
 * @param sinceSequence sequence of that event; -1 if none has.
 * @param raisedByTimeNs the lowest time of an event that would raise it; {@link Long#MIN_VALUE} if no time alone does,
 *     {@link Long#MAX_VALUE} if nothing does.
 */
public record SourceExplanation(
        String source, State state, long watermarkNs, long sinceIngressNs, long sinceSequence, long raisedByTimeNs) {
    /** Whether a source counts for the watermark over several. */
    public enum State {
        /** It counts. */
        ACTIVE,

        /** It is idle, and holds nothing back. */
        IDLE,

        /** Its input has ended. */
        ENDED
    }

    /**
     * What would raise the source's watermark to a value.
     *
     * @param targetNs the value, in nanoseconds since the epoch.
     * @return the sentence.
     */
    public String raisedTo(final long targetNs) {
        if (raisedByTimeNs == WatermarkGenerator.NONE) {
            return "a watermark that '" + source + "' gives";
        }
        if (raisedByTimeNs == Long.MAX_VALUE) {
            return "nothing but the end of the input: '" + source + "' gives no watermarks";
        }
        final long more = Math.max(0, targetNs - watermarkNs - 1);
        final long timeNs = raisedByTimeNs + more;
        return "an event of '" + source + "' at "
                + (watermarkNs == WatermarkGenerator.NONE || timeNs < raisedByTimeNs ? raisedByTimeNs : timeNs)
                + " ns or later";
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("source '" + source + "' is "
                + state.name().toLowerCase(java.util.Locale.ROOT) + ", its watermark " + ns(watermarkNs));
        if (sinceSequence >= 0) {
            text.append(" since sequence ")
                    .append(sinceSequence)
                    .append(", ingress ")
                    .append(ns(sinceIngressNs));
        }
        return text.toString();
    }

    static String ns(final long timeNs) {
        if (timeNs == Long.MIN_VALUE) {
            return "none yet";
        }
        return timeNs == Long.MAX_VALUE ? "at the end of time" : timeNs + " ns";
    }
}
