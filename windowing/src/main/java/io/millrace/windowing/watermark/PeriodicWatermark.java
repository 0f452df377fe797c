package io.millrace.windowing.watermark;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Lets the watermark of another generator through only now and then: after each so many events, when it has crossed a
 * multiple of some event time, or when processing time has. An explicit watermark goes through at once.
 */
final class PeriodicWatermark implements WatermarkGenerator {
    private static final int OWN_BYTES = 24;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final WatermarkGenerator inner;
    private final Period period;
    private final long length;
    private long watermarkNs = NONE;
    private long events;
    private long nextNs = UNKNOWN;

    /** What a period is counted in. */
    enum Period {
        EVENTS,
        EVENT_TIME,
        PROCESSING_TIME
    }

    PeriodicWatermark(final WatermarkGenerator inner, final Period period, final long length) {
        this.inner = inner;
        this.period = period;
        this.length = length;
    }

    @Override
    public long onEvent(final long timeNs) {
        return onEvent(timeNs, NONE, null);
    }

    @Override
    public long onEvent(final long timeNs, final long ingressNs, final Object event) {
        final long innerNs = inner.onEvent(timeNs, ingressNs, event);
        if (period == Period.EVENTS) {
            events++;
            if (events == length) {
                events = 0;
                watermarkNs = Math.max(watermarkNs, innerNs);
            }
        } else if (period == Period.EVENT_TIME) {
            if (watermarkNs == NONE || Math.floorDiv(innerNs, length) > Math.floorDiv(watermarkNs, length)) {
                watermarkNs = Math.max(watermarkNs, innerNs);
            }
        } else {
            pass(ingressNs);
        }
        return watermarkNs;
    }

    /** Processing time has come: the first period begins with the first event. */
    private void pass(final long ingressNs) {
        if (nextNs == UNKNOWN || ingressNs >= nextNs) {
            if (nextNs != UNKNOWN) {
                watermarkNs = Math.max(watermarkNs, inner.watermarkNs());
            }
            final long next = (Math.floorDiv(ingressNs, length) + 1) * length;
            nextNs = next > ingressNs ? next : UNKNOWN - 1;
        }
    }

    @Override
    public long onTick(final long ingressNs) {
        inner.onTick(ingressNs);
        if (period == Period.PROCESSING_TIME && nextNs != UNKNOWN) {
            pass(ingressNs);
        }
        return watermarkNs;
    }

    @Override
    public long nextTickNs() {
        final boolean waits = period == Period.PROCESSING_TIME && inner.watermarkNs() > watermarkNs;
        return waits ? Math.min(nextNs, inner.nextTickNs()) : inner.nextTickNs();
    }

    @Override
    public long onWatermark(final long explicitNs) {
        inner.onWatermark(explicitNs);
        watermarkNs = Math.max(watermarkNs, explicitNs);
        return watermarkNs;
    }

    @Override
    public long watermarkNs() {
        return watermarkNs;
    }

    @Override
    public int stateBytes() {
        return OWN_BYTES + inner.stateBytes();
    }

    @Override
    public void save(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, watermarkNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + 8, events, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + 16, nextNs, ByteOrder.LITTLE_ENDIAN);
        inner.save(buffer, offset + OWN_BYTES);
    }

    @Override
    public void load(final DirectBuffer buffer, final int offset) {
        watermarkNs = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        events = buffer.getLong(offset + 8, ByteOrder.LITTLE_ENDIAN);
        nextNs = buffer.getLong(offset + 16, ByteOrder.LITTLE_ENDIAN);
        inner.load(buffer, offset + OWN_BYTES);
    }
}
