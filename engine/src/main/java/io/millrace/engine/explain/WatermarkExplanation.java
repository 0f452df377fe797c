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
 * @param waitingJoins names of the joins that need watermarks and have had none yet: one of their sources has given
 *     none, and till then they keep what they are given.
 */
public record WatermarkExplanation(
        long watermarkNs,
        Optional<SourceExplanation> heldBackBy,
        List<SourceExplanation> sources,
        List<String> waitingJoins) {
    /** Copies the lists. */
    public WatermarkExplanation {
        waitingJoins = List.copyOf(waitingJoins);
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
        waitingJoins.forEach(join -> text.append(System.lineSeparator())
                .append("  join '")
                .append(join)
                .append("' has had no watermark yet: it waits until each of its sources has given one"));
        return text.toString();
    }
}
