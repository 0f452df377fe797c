package io.millrace.bench.journal;

import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.engine.stage.Boundaries;
import io.millrace.engine.stage.SinkOpener;
import io.millrace.engine.stage.Stage;
import io.millrace.engine.stage.StagePlan;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.queue.QueueJournal;
import io.millrace.state.Arena;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W1 in a bare loop that fills slots, appends them to a journal itself and hands them to the operators: what a journal
 * costs with nothing of the engine around it, no digests, no commits, no checkpoints.
 */
public final class AppendsW1 {
    private static final long STATE_BYTES = 1L << 30;
    private static final int BATCH_SLOTS = 256;
    private static final int TRAILER_BYTES = 24;
    private static final int BATCHES_BETWEEN_FLUSHES = 64;
    private static final int LINE_BYTES = 64;
    private static final int SLOT_BYTES = SlotLayout.slotBytes(BenchTradeFlyweight.TYPE.sizeBytes());

    private final BenchInput input;
    private final JournaledW1 work;
    private final UnsafeBuffer slots = memory(BATCH_SLOTS * SLOT_BYTES);
    private final UnsafeBuffer trailer = memory(TRAILER_BYTES);
    private final BenchTradeFlyweight trade = new BenchTradeFlyweight();
    private long state;
    private long position;

    /**
     * Takes the memory for its slots.
     *
     * @param input the input.
     * @param work gives the operators.
     */
    public AppendsW1(final BenchInput input, final JournaledW1 work) {
        this.input = input;
        this.work = work;
    }

    private static UnsafeBuffer memory(final int bytes) {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, LINE_BYTES));
    }

    /**
     * Does the work once.
     *
     * @param folder a new folder for the journal.
     * @param options how it is written.
     * @return what it found.
     * @throws Exception if the journal cannot be written.
     */
    public Timing run(final Path folder, final JournalOptions options) throws Exception {
        final TimedSink sink = work.begin();
        try (Journal journal = QueueJournal.openForWriting(folder, options);
                Stage stage = Stage.open(
                        work.pipeline(),
                        StagePlan.whole(work.pipeline().graph()),
                        new Arena(STATE_BYTES),
                        Boundaries.none(),
                        SinkOpener.declared(Journaling.NONE))) {
            state = input.seed();
            position = 0;
            work.watch().begin();
            loop(stage, journal.writer());
            journal.writer().sync();
        }
        return sink.timing(System.nanoTime());
    }

    private void loop(final Stage stage, final JournalWriter journal) throws Exception {
        int batches = 0;
        while (position < input.events()) {
            final int count = (int) Math.min(BATCH_SLOTS, input.events() - position);
            fill(count);
            work(stage, journal, count);
            if (++batches % BATCHES_BETWEEN_FLUSHES == 0) {
                stage.flush();
            }
        }
        SlotLayout.putMark(slots, 0, SlotLayout.END, 0, System.nanoTime(), 0);
        work(stage, journal, 1);
        stage.flush();
    }

    private void fill(final int count) {
        final long ingressNs = System.nanoTime();
        long s = state;
        for (int i = 0; i < count; i++) {
            s = BenchInput.next(s);
            SlotLayout.putHeader(slots, i * SLOT_BYTES, SlotLayout.EVENT, 0, ingressNs);
            trade.wrap(slots, i * SLOT_BYTES + SlotLayout.RECORD_OFFSET);
            trade.timeNs(input.timeNs(position + i, s))
                    .key(input.key(s))
                    .price(BenchInput.price(s))
                    .quantity(BenchInput.quantity(s));
        }
        state = s;
    }

    private void work(final Stage stage, final JournalWriter journal, final int count) {
        final int bytes = count * SLOT_BYTES;
        journal.append(ExcerptKind.BATCH, position, count, slots, 0, bytes, trailer, 0, TRAILER_BYTES);
        position += count;
        stage.onSlots(slots, 0, bytes, SLOT_BYTES);
    }
}
