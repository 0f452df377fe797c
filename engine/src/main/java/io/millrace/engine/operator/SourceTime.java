package io.millrace.engine.operator;

import io.millrace.windowing.watermark.WatermarkMerge;
import java.util.ArrayList;
import java.util.List;

/**
 * How the watermark of one source moves the clocks that it is part of.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class SourceTime {
    private final Timeline timeline;
    private final List<EventClock> clocks = new ArrayList<>();
    private final List<WatermarkMerge> merges = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private boolean idle;

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
        for (int i = 0; i < clocks.size(); i++) {
            final WatermarkMerge merge = merges.get(i);
            clocks.get(i).raise(merge == null ? Long.MAX_VALUE : merge.onEnd(inputs.get(i)));
        }
        fireIfDue();
    }

    /**
     * Restores the idle mark.
     *
     * @param restoredIdle whether the source was idle.
     */
    public void restoreIdle(final boolean restoredIdle) {
        idle = restoredIdle;
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
