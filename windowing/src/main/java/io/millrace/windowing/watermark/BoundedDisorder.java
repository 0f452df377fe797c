package io.millrace.windowing.watermark;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** W = largest time seen - bound - 1, saturating at {@link #NONE}. */
final class BoundedDisorder implements WatermarkGenerator {
    private static final int MAX_TIME_OFFSET = 0;
    private static final int WATERMARK_OFFSET = 8;
    private static final int STATE_BYTES = 16;

    private final long lagNs;
    private long maxTimeNs = Long.MIN_VALUE;
    private long watermarkNs = NONE;

    /** The bound is less than {@link Long#MAX_VALUE}, so that the lag does not overflow. */
    BoundedDisorder(final long boundNs) {
        lagNs = boundNs + 1;
    }

    @Override
    public long onEvent(final long timeNs) {
        if (timeNs > maxTimeNs) {
            maxTimeNs = timeNs;
            final long lagging = timeNs - lagNs;
            // An underflow wraps around to a time after the event's.
            if (lagging < timeNs && lagging > watermarkNs) {
                watermarkNs = lagging;
            }
        }
        return watermarkNs;
    }

    @Override
    public long onWatermark(final long explicitNs) {
        watermarkNs = Math.max(watermarkNs, explicitNs);
        return watermarkNs;
    }

    @Override
    public long raisedByTimeNs() {
        final long raised = (watermarkNs == NONE ? NONE : watermarkNs) + 1 + lagNs;
        return raised < watermarkNs ? Long.MAX_VALUE : raised;
    }

    @Override
    public long watermarkNs() {
        return watermarkNs;
    }

    @Override
    public int stateBytes() {
        return STATE_BYTES;
    }

    @Override
    public void save(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset + MAX_TIME_OFFSET, maxTimeNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + WATERMARK_OFFSET, watermarkNs, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void load(final DirectBuffer buffer, final int offset) {
        maxTimeNs = buffer.getLong(offset + MAX_TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
        watermarkNs = buffer.getLong(offset + WATERMARK_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }
}
