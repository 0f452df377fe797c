package io.millrace.engine.recovery;

import io.millrace.engine.operator.NumberedOutput;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What stands behind the slots of a batch: how long they are, and what had come of everything before them.
 *
 * <pre>
 *   0  size of a slot, bytes  4
 *   4  number of outputs      4
 *   8  digest of each, 8: of the results before this batch; sinks in graph order, then late events
 * </pre>
 */
final class BatchTrailer {
    static final int NONE = -1;

    private static final int OUTPUTS_OFFSET = 4;
    private static final int DIGESTS_OFFSET = 8;
    private static final int ALIGNMENT = 8;

    private final UnsafeBuffer buffer;
    private final NumberedOutput[] outputs;

    BatchTrailer(final List<NumberedOutput> outputs) {
        this.outputs = outputs.toArray(new NumberedOutput[0]);
        buffer = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(DIGESTS_OFFSET + this.outputs.length * Long.BYTES, ALIGNMENT));
        buffer.putInt(OUTPUTS_OFFSET, this.outputs.length, ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes the trailer of a batch that is about to be worked on. */
    DirectBuffer write(final int slotBytes) {
        buffer.putInt(0, slotBytes, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < outputs.length; i++) {
            buffer.putLong(DIGESTS_OFFSET + i * Long.BYTES, outputs[i].digest(), ByteOrder.LITTLE_ENDIAN);
        }
        return buffer;
    }

    int length() {
        return buffer.capacity();
    }

    static int slotBytes(final DirectBuffer trailer, final int offset) {
        return trailer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of the first output whose digest is another now, or {@link #NONE}. */
    int firstDifference(final DirectBuffer trailer, final int offset) {
        final int count = Math.min(outputs.length, trailer.getInt(offset + OUTPUTS_OFFSET, ByteOrder.LITTLE_ENDIAN));
        for (int i = 0; i < count; i++) {
            if (trailer.getLong(offset + DIGESTS_OFFSET + i * Long.BYTES, ByteOrder.LITTLE_ENDIAN)
                    != outputs[i].digest()) {
                return i;
            }
        }
        return NONE;
    }

    String nameOf(final int output) {
        return outputs[output].name();
    }
}
