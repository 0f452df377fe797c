package io.millrace.engine.recovery;

import io.millrace.journal.checkpoint.StoredCheckpoint;
import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** The state in a checkpoint, on its way into an arena. */
final class StoredState {
    private final long address;
    private long length;
    private long taken;

    private StoredState(final StoredCheckpoint checkpoint) {
        address = UnsafeApi.allocateMemory(checkpoint.info().bytes());
        final UnsafeBuffer piece = new UnsafeBuffer(0, 0);
        checkpoint.forEachPiece((section, id, bytes, offset, pieceLength) -> {
            piece.wrap(address + length, pieceLength);
            piece.putBytes(0, bytes, offset, pieceLength);
            length += pieceLength;
        });
    }

    /** Makes an arena of a checkpoint. */
    static Arena restore(final StoredCheckpoint checkpoint, final long limitBytes) {
        final StoredState state = new StoredState(checkpoint);
        try {
            final UnsafeBuffer piece = new UnsafeBuffer(0, 0);
            return ArenaSnapshot.read(
                    (buffer, offset, wanted) -> {
                        final int available = (int) Math.min(wanted, state.length - state.taken);
                        piece.wrap(state.address + state.taken, available);
                        buffer.putBytes(offset, piece, 0, available);
                        state.taken += available;
                        return available;
                    },
                    limitBytes);
        } finally {
            UnsafeApi.freeMemory(state.address);
        }
    }
}
