package io.millrace.engine.recovery;

import io.millrace.engine.slot.SlotLayout;
import io.millrace.engine.stage.Stage;
import io.millrace.journal.CheckpointMark;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.JournalFullException;
import io.millrace.journal.JournalWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends batches, and waits where there is no space for them. <b>Used on the stage's thread.</b> */
final class BatchKeeper {
    private static final long LOOK_FOR_SPACE_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Stage stage;
    private final JournalWriter writer;
    private final RecoveryListener listener;
    private final BooleanSupplier givingUp;
    private final BatchTrailer trailer;
    private volatile boolean gaveUp;

    BatchKeeper(
            final Stage stage,
            final JournalWriter writer,
            final RecoveryListener listener,
            final BooleanSupplier givingUp) {
        this.stage = stage;
        this.writer = writer;
        this.listener = listener;
        this.givingUp = givingUp;
        trailer = new BatchTrailer(stage.outputs());
    }

    /** Whether the run was stopped while there was no space. Any thread. */
    boolean gaveUp() {
        return gaveUp;
    }

    /** The most bytes of slots that one excerpt takes, a multiple of the size of a slot. */
    int maxBytes(final int slotBytes) {
        return Math.max(slotBytes, (writer.maxBodyLength() - trailer.length()) / slotBytes * slotBytes);
    }

    /** Keeps a batch. Throws {@link JournalFullException} if there is no space, and the run is to stop. */
    void append(final UnsafeBuffer slots, final int from, final int to, final int slotBytes) {
        final int count = SlotLayout.countNumbered(slots, from, to, slotBytes);
        final DirectBuffer behind = trailer.write(slotBytes);
        boolean waited = false;
        while (true) {
            try {
                writer.append(
                        ExcerptKind.BATCH,
                        stage.nextSequence(),
                        count,
                        slots,
                        from,
                        to - from,
                        behind,
                        0,
                        trailer.length());
                break;
            } catch (final JournalFullException e) {
                waitForSpace(e, waited);
                waited = true;
            }
        }
        if (waited) {
            listener.onMessage("there is space again: goes on at position " + stage.nextSequence());
        }
    }

    private void waitForSpace(final JournalFullException full, final boolean told) {
        if (givingUp.getAsBoolean()) {
            gaveUp = true;
            throw full;
        }
        if (!told) {
            listener.onMessage(full.getMessage() + " Until then nothing more is processed.");
        }
        LockSupport.parkNanos(LOOK_FOR_SPACE_NS);
    }

    /** Keeps what came of everything. Without space the journal ends without it: nothing is lost by that. */
    void appendClosing(final int kind) {
        final DirectBuffer results = trailer.write(0);
        try {
            writer.append(kind, stage.nextSequence(), 0, results, 0, 0, results, 0, trailer.length());
        } catch (final JournalFullException e) {
            listener.onMessage(e.getMessage());
        }
    }

    /** Announces a checkpoint. Without space it stays unannounced: recovery looks into the store. */
    static void mark(final JournalWriter writer, final CheckpointMark mark, final RecoveryListener listener) {
        try {
            writer.markCheckpoint(mark);
        } catch (final JournalFullException e) {
            listener.onMessage(
                    "checkpoint at position " + mark.position() + " is stored, but not announced: " + e.getMessage());
        }
    }
}
