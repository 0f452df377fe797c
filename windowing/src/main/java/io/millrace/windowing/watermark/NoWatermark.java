package io.millrace.windowing.watermark;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Does not move. */
final class NoWatermark implements WatermarkGenerator {
    @Override
    public long onEvent(final long timeNs) {
        return NONE;
    }

    @Override
    public long onWatermark(final long explicitNs) {
        throw new IllegalStateException("the source was given the watermark " + explicitNs
                + " ns, and is declared with Watermarks.none(): declare it with Watermarks.manual()");
    }

    @Override
    public long raisedByTimeNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public long watermarkNs() {
        return NONE;
    }

    @Override
    public int stateBytes() {
        return 0;
    }

    @Override
    public void save(final MutableDirectBuffer buffer, final int offset) {
        // There is nothing to remember.
    }

    @Override
    public void load(final DirectBuffer buffer, final int offset) {
        // There is nothing to remember.
    }
}
