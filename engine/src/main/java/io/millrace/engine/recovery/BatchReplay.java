package io.millrace.engine.recovery;

import io.millrace.engine.stage.Stage;
import io.millrace.journal.Excerpt;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Works off journaled batches, and compares what comes of them with what came of them before. <b>Used on the stage's
 * thread.</b>
 */
final class BatchReplay {
    private static final int ALIGNMENT = 64;
    private static final int INITIAL_BYTES = 1 << 16;

    private final Stage stage;
    private final BatchTrailer trailer;
    private UnsafeBuffer slots = memory(INITIAL_BYTES);
    private long batches;

    BatchReplay(final Stage stage) {
        this.stage = stage;
        trailer = new BatchTrailer(stage.outputs());
    }

    private static UnsafeBuffer memory(final int bytes) {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, ALIGNMENT));
    }

    /**
     * Compares the results before a batch with those of the run that journaled it.
     *
     * @return the difference, or {@code null} if there is none.
     */
    Difference compare(final Excerpt batch) {
        final int differing = trailer.firstDifference(batch.trailer(), batch.trailerOffset());
        return differing == BatchTrailer.NONE
                ? null
                : new Difference(trailer.nameOf(differing), batch.firstPosition(), batches);
    }

    /** Works off a batch. */
    void work(final Excerpt batch) {
        work(batch, 0, batch.payloadLength() / BatchTrailer.slotBytes(batch.trailer(), batch.trailerOffset()));
    }

    /** Works off some slots of a batch. */
    void work(final Excerpt batch, final int first, final int end) {
        final int slotBytes = BatchTrailer.slotBytes(batch.trailer(), batch.trailerOffset());
        final int length = (end - first) * slotBytes;
        if (length > slots.capacity()) {
            slots = memory(length);
        }
        slots.putBytes(0, batch.payload(), batch.payloadOffset() + first * slotBytes, length);
        stage.onSlots(slots, 0, length, slotBytes);
        batches++;
    }
}
