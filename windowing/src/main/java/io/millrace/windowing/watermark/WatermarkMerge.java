package io.millrace.windowing.watermark;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The watermark over several inputs: the minimum over the active ones.
 *
 * <ul>
 *   <li>An idle input does not hold the watermark back. Back from idle it counts at once: the merged watermark then
 *       waits for it, without going back. While no input is active the watermark stays.
 *   <li>An input that has ended leaves the minimum for good. The watermark becomes {@link Long#MAX_VALUE} only when all
 *       inputs have ended.
 *   <li>A watermark of an idle input is remembered, and counts once the input is active.
 * </ul>
 *
 * <p>Every {@code on…} method returns the merged watermark after the call. All inputs begin active, at
 * {@link WatermarkGenerator#NONE}. <b>Not thread-safe.</b>
 */
public final class WatermarkMerge {
    private static final long ACTIVE = 0;
    private static final long IDLE = 1;
    private static final long ENDED = 2;
    private static final int BYTES_PER_INPUT = 16;

    private final long[] watermarksNs;
    private final long[] states;
    private long mergedNs = WatermarkGenerator.NONE;

    /**
     * Creates the merge in its initial state.
     *
     * @param inputs the number of inputs, positive.
     */
    public WatermarkMerge(final int inputs) {
        if (inputs <= 0) {
            throw new IllegalArgumentException("a merge needs an input: " + inputs);
        }
        watermarksNs = new long[inputs];
        Arrays.fill(watermarksNs, WatermarkGenerator.NONE);
        states = new long[inputs];
    }

    /**
     * Takes the watermark of one input.
     *
     * @param input index of the input.
     * @param watermarkNs its watermark; one lower than before changes nothing.
     * @return the merged watermark.
     */
    public long onWatermark(final int input, final long watermarkNs) {
        final long beforeNs = watermarksNs[input];
        if (watermarkNs > beforeNs) {
            watermarksNs[input] = watermarkNs;
            // An input that was past the merged watermark does not hold it back.
            if (beforeNs <= mergedNs && states[input] == ACTIVE) {
                advance();
            }
        }
        return mergedNs;
    }

    /**
     * An input went idle. Without effect on one that has ended.
     *
     * @param input index of the input.
     * @return the merged watermark.
     */
    public long onIdle(final int input) {
        if (states[input] == ACTIVE) {
            states[input] = IDLE;
            advance();
        }
        return mergedNs;
    }

    /**
     * An input came back from idle. Without effect on one that has ended.
     *
     * @param input index of the input.
     * @return the merged watermark.
     */
    public long onActive(final int input) {
        if (states[input] == IDLE) {
            states[input] = ACTIVE;
            advance();
        }
        return mergedNs;
    }

    /**
     * An input has ended: nothing more will come from it.
     *
     * @param input index of the input.
     * @return the merged watermark; {@link Long#MAX_VALUE} if this was the last one.
     */
    public long onEnd(final int input) {
        if (states[input] != ENDED) {
            states[input] = ENDED;
            if (allEnded()) {
                mergedNs = Long.MAX_VALUE;
            } else {
                advance();
            }
        }
        return mergedNs;
    }

    /**
     * The merged watermark.
     *
     * @return nanoseconds since the epoch, or {@link WatermarkGenerator#NONE}.
     */
    public long watermarkNs() {
        return mergedNs;
    }

    /**
     * The watermark of one input.
     *
     * @param input index of the input.
     * @return nanoseconds since the epoch, or {@link WatermarkGenerator#NONE}.
     */
    public long watermarkNs(final int input) {
        return watermarksNs[input];
    }

    /**
     * The active input that holds the merged watermark back: the first one with the lowest watermark.
     *
     * @return its index, or -1 if no input is active.
     */
    public int holder() {
        int holder = -1;
        for (int input = 0; input < states.length; input++) {
            if (states[input] == ACTIVE && (holder < 0 || watermarksNs[input] < watermarksNs[holder])) {
                holder = input;
            }
        }
        return holder;
    }

    /**
     * Whether every input has ended.
     *
     * @return true if so.
     */
    public boolean allEnded() {
        for (final long state : states) {
            if (state != ENDED) {
                return false;
            }
        }
        return true;
    }

    private void advance() {
        final int holder = holder();
        if (holder >= 0 && watermarksNs[holder] > mergedNs) {
            mergedNs = watermarksNs[holder];
        }
    }

    /**
     * Bytes that {@link #save} writes.
     *
     * @return the size in bytes, a multiple of 8.
     */
    public int stateBytes() {
        return Long.BYTES + BYTES_PER_INPUT * states.length;
    }

    /**
     * Writes what this merge remembers.
     *
     * @param buffer where to write.
     * @param offset first byte, 8-aligned; {@link #stateBytes()} bytes are written.
     */
    public void save(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, mergedNs, ByteOrder.LITTLE_ENDIAN);
        for (int input = 0; input < states.length; input++) {
            final int at = offset + Long.BYTES + input * BYTES_PER_INPUT;
            buffer.putLong(at, watermarksNs[input], ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(at + Long.BYTES, states[input], ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * Takes over what a merge of as many inputs remembered.
     *
     * @param buffer where to read.
     * @param offset first byte that {@link #save} wrote.
     */
    public void load(final DirectBuffer buffer, final int offset) {
        mergedNs = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        for (int input = 0; input < states.length; input++) {
            final int at = offset + Long.BYTES + input * BYTES_PER_INPUT;
            watermarksNs[input] = buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
            states[input] = buffer.getLong(at + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        }
    }
}
