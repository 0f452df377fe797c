package io.millrace.engine.recovery;

import io.millrace.engine.operator.NumberedOutput;
import io.millrace.engine.stage.Stage;

/** Where a replay is, between two slots. Valid during the call it is passed to. <b>Used on the replaying thread.</b> */
public final class ReplayMoment {
    private final Stage stage;

    ReplayMoment(final Stage stage) {
        this.stage = stage;
    }

    /**
     * The slot that was worked off last.
     *
     * @return its position.
     */
    public long position() {
        return stage.nextSequence() - 1;
    }

    /**
     * Processing time.
     *
     * @return ingress time of the slot that was worked off last, in nanoseconds of the recorded run's clock.
     */
    public long processingTimeNs() {
        return stage.processingTimeNs();
    }

    /**
     * The watermark over all sources.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    public long watermarkNs() {
        return stage.watermarkNs();
    }

    /**
     * How many events have been worked off, since the beginning of the journal.
     *
     * @return the number.
     */
    public long events() {
        return stage.events();
    }

    /**
     * How many results an output has had, since the beginning of the journal.
     *
     * @param output the sink's name, or {@code late}.
     * @return the number.
     * @throws IllegalArgumentException if there is no such output.
     */
    public long results(final String output) {
        for (int i = 0; i < stage.outputs().size(); i++) {
            final NumberedOutput each = stage.outputs().get(i);
            if (each.name().equals(output)) {
                return each.outputSequence();
            }
        }
        throw new IllegalArgumentException("there is no output '" + output + "'");
    }
}
