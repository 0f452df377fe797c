package io.millrace.engine.stage;

import io.millrace.engine.operator.Entry;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** How many events an entry has taken. */
record SavedTaken(Entry entry) implements SavedState {
    @Override
    public int stateBytes() {
        return Long.BYTES;
    }

    @Override
    public void save(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, entry.taken());
    }

    @Override
    public void load(final DirectBuffer buffer, final int offset) {
        entry.restoreTaken(buffer.getLong(offset));
    }
}
