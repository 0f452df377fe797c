package io.millrace.engine.operator;

import io.millrace.engine.explain.SourceExplanation;
import io.millrace.windowing.watermark.WatermarkMerge;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * How the watermark of one source moves the clocks that it is part of.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class SourceTime {
    /** Number of bytes that {@link #save} writes. */
    public static final int SAVED_BYTES = 4 * Long.BYTES;

    private final Timeline timeline;
    private final List<EventClock> clocks = new ArrayList<>();
    private final List<WatermarkMerge> merges = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private boolean idle;
    private boolean ended;
    private long lastWatermarkNs = Long.MIN_VALUE;
    private long sinceIngressNs = Long.MIN_VALUE;
    private long sinceSequence = -1;

    /**
     * Creates the time of a source that is part of no clock yet.
     *
     * @param timeline the stage's timeline.
     */
    public SourceTime(final Timeline timeline) {
        this.timeline = timeline;
    }

    /**
     * Makes the source part of a clock.
     *
     * @param clock the clock.
     * @param merge the merge that the clock follows.
     * @param input the source's number in the merge.
     */
    public void join(final EventClock clock, final WatermarkMerge merge, final int input) {
        clocks.add(clock);
        merges.add(merge);
        inputs.add(input);
    }

    /**
     * The clock to advance directly, where this source is the only one of just one clock.
     *
     * @return the clock, or {@code null} where there is more to it.
     */
    public EventClock onlyClock() {
        return clocks.size() == 1 && merges.get(0) == null ? clocks.get(0) : null;
    }

    /**
     * Whether the source is marked idle.
     *
     * @return {@code true} while it is.
     */
    public boolean isIdle() {
        return idle;
    }

    /**
     * Raises the source's watermark.
     *
     * @param watermarkNs nanoseconds since the epoch; one at or below an earlier one changes nothing.
     */
    public void advance(final long watermarkNs) {
        for (int i = 0; i < clocks.size(); i++) {
            final WatermarkMerge merge = merges.get(i);
            clocks.get(i).raise(merge == null ? watermarkNs : merge.onWatermark(inputs.get(i), watermarkNs));
        }
        fireIfDue();
    }

    /**
     * Whether the source has ended.
     *
     * @return {@code true} when it has.
     */
    public boolean hasEnded() {
        return ended;
    }

    /** Marks the source idle. */
    public void goIdle() {
        idle = true;
        for (int i = 0; i < clocks.size(); i++) {
            if (merges.get(i) != null) {
                clocks.get(i).raise(merges.get(i).onIdle(inputs.get(i)));
            }
        }
        fireIfDue();
    }

    /** Marks the source active again: it counts at once, and its clocks wait for it. */
    public void goActive() {
        idle = false;
        for (int i = 0; i < clocks.size(); i++) {
            if (merges.get(i) != null) {
                clocks.get(i).raise(merges.get(i).onActive(inputs.get(i)));
            }
        }
        fireIfDue();
    }

    /** Ends the source. A clock whose sources have all ended goes to the end of time. */
    public void end() {
        ended = true;
        for (int i = 0; i < clocks.size(); i++) {
            final WatermarkMerge merge = merges.get(i);
            clocks.get(i).raise(merge == null ? Long.MAX_VALUE : merge.onEnd(inputs.get(i)));
        }
        fireIfDue();
    }

    /**
     * Notes since when the source's watermark is what it is. Before it moves anything.
     *
     * @param watermarkNs the watermark, in nanoseconds since the epoch.
     * @param step the step that brings it there.
     */
    public void risesTo(final long watermarkNs, final Step step) {
        if (watermarkNs > lastWatermarkNs) {
            lastWatermarkNs = watermarkNs;
            sinceIngressNs = step.ingressNs;
            sinceSequence = step.sequence;
        }
    }

    /**
     * The watermark noted last.
     *
     * @return nanoseconds since the epoch.
     */
    public long lastWatermarkNs() {
        return lastWatermarkNs;
    }

    /**
     * How far the source has come.
     *
     * @param name its name.
     * @param watermarkNs its watermark.
     * @param raisedByTimeNs the lowest time of an event that would raise it.
     * @return the answer.
     */
    public SourceExplanation explain(final String name, final long watermarkNs, final long raisedByTimeNs) {
        final SourceExplanation.State active = idle ? SourceExplanation.State.IDLE : SourceExplanation.State.ACTIVE;
        return new SourceExplanation(
                name,
                ended ? SourceExplanation.State.ENDED : active,
                watermarkNs,
                sinceIngressNs,
                sinceSequence,
                raisedByTimeNs);
    }

    /**
     * Writes what the source's time remembers.
     *
     * @param buffer where to write.
     * @param offset first byte.
     */
    public void save(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, (idle ? 1 : 0) + (ended ? 2 : 0));
        buffer.putLong(offset + 8, lastWatermarkNs);
        buffer.putLong(offset + 16, sinceIngressNs);
        buffer.putLong(offset + 24, sinceSequence);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param buffer where to read.
     * @param offset first byte.
     */
    public void load(final DirectBuffer buffer, final int offset) {
        idle = (buffer.getLong(offset) & 1) != 0;
        ended = (buffer.getLong(offset) & 2) != 0;
        lastWatermarkNs = buffer.getLong(offset + 8);
        sinceIngressNs = buffer.getLong(offset + 16);
        sinceSequence = buffer.getLong(offset + 24);
    }

    private void fireIfDue() {
        for (int i = 0; i < clocks.size(); i++) {
            if (clocks.get(i).watermarkNs() >= clocks.get(i).nextDueNs()) {
                timeline.fireDue();
                break;
            }
        }
        for (int i = 0; i < clocks.size(); i++) {
            clocks.get(i).settle();
        }
    }
}
