package io.millrace.windowing.watermark;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Moves by what events carry, and by explicit watermarks. */
final class PunctuatedWatermark implements WatermarkGenerator {
    private final Punctuation<Object> punctuation;
    private long watermarkNs = NONE;

    PunctuatedWatermark(final Punctuation<Object> punctuation) {
        this.punctuation = punctuation;
    }

    @Override
    public long onEvent(final long timeNs) {
        return watermarkNs;
    }

    @Override
    public long onEvent(final long timeNs, final long ingressNs, final Object event) {
        return onWatermark(punctuation.watermarkNs(event));
    }

    @Override
    public long onWatermark(final long explicitNs) {
        watermarkNs = Math.max(watermarkNs, explicitNs);
        return watermarkNs;
    }

    @Override
    public long watermarkNs() {
        return watermarkNs;
    }

    @Override
    public int stateBytes() {
        return Long.BYTES;
    }

    @Override
    public void save(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, watermarkNs, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void load(final DirectBuffer buffer, final int offset) {
        watermarkNs = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
    }
}
