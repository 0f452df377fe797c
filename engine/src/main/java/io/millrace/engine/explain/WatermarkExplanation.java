package io.millrace.engine.explain;

import java.util.List;
import java.util.Optional;

/**
 * What a watermark is, and who holds it back.
 *
 * @param watermarkNs the watermark, in nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
 * @param heldBackBy the source that holds it back: the first active one with the lowest watermark; empty if none is
 *     active.
 * @param sources the sources that it is made of.
 */
public record WatermarkExplanation(
        long watermarkNs, Optional<SourceExplanation> heldBackBy, List<SourceExplanation> sources) {
    /** Copies the list. */
    public WatermarkExplanation {
        sources = List.copyOf(sources);
    }

    /**
     * What would raise the watermark to a value.
     *
     * @param targetNs the value, in nanoseconds since the epoch.
     * @return the sentence.
     */
    public String raisedTo(final long targetNs) {
        return heldBackBy
                .map(source -> source.raisedTo(targetNs))
                .orElse("nothing: all sources are idle or have ended; an event of an idle one makes it count again");
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("the watermark is " + SourceExplanation.ns(watermarkNs));
        heldBackBy.ifPresent(source -> text.append(", held back by '")
                .append(source.source())
                .append("'; it is raised by ")
                .append(raisedTo(watermarkNs == Long.MIN_VALUE ? watermarkNs : watermarkNs + 1)));
        sources.forEach(
                source -> text.append(System.lineSeparator()).append("  ").append(source));
        return text.toString();
    }
}
