package io.millrace.engine.stage;

import io.millrace.engine.operator.SinkPort;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The output sequence of a sink, and the digest of its results. */
final class SavedSequence implements SavedState {
    private final SinkPort port;

    SavedSequence(final SinkPort port) {
        this.port = port;
    }

    @Override
    public int stateBytes() {
        return 2 * Long.BYTES;
    }

    @Override
    public void save(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, port.outputSequence());
        buffer.putLong(offset + Long.BYTES, port.digest());
    }

    @Override
    public void load(final DirectBuffer buffer, final int offset) {
        port.restore(buffer.getLong(offset), buffer.getLong(offset + Long.BYTES));
    }
}
