package io.millrace.engine.recovery;

import io.millrace.engine.Pipeline;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.engine.stage.Stage;
import io.millrace.journal.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Works off journaled batches, and compares what comes of them with what came of them before. <b>Used on the stage's
 * thread.</b>
 */
final class BatchReplay {
    private static final int ALIGNMENT = 64;
    private static final int INITIAL_BYTES = 1 << 16;

    private final Pipeline pipeline;
    private final Stage stage;
    private final BatchTrailer trailer;
    private UnsafeBuffer slots = memory(INITIAL_BYTES);
    private int slotBytes;
    private int count;
    private long batches;
    private long firstPosition;

    BatchReplay(final Pipeline pipeline, final Stage stage) {
        this.pipeline = pipeline;
        this.stage = stage;
        firstPosition = stage.nextSequence();
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
        if (differing == BatchTrailer.NONE) {
            return null;
        }
        final String output = trailer.nameOf(differing);
        return new Difference(output, feeding(output), firstPosition, batch.firstPosition(), batches);
    }

    /** What an output's results come from, in graph order. */
    private List<String> feeding(final String output) {
        final List<Node> nodes = pipeline.graph().nodes();
        final Set<String> wanted = new HashSet<>(Set.of(output));
        final boolean isSink = nodes.stream().anyMatch(node -> node.name().equals(output));
        final List<String> names = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            final Node node = nodes.get(i);
            if (isSink ? wanted.contains(node.name()) : !(node instanceof SinkNode)) {
                node.inputs().forEach(input -> wanted.add(input.node()));
                names.add(0, node.name());
            }
        }
        names.remove(output);
        return List.copyOf(names);
    }

    /** Number, from the batch's first position, of the first slot of an ingress time or a later one; -1 for none. */
    static int firstSlotAt(final Excerpt batch, final long ingressNs) {
        final int slotBytes = BatchTrailer.slotBytes(batch.trailer(), batch.trailerOffset());
        final UnsafeBuffer copy = memory(batch.payloadLength());
        copy.putBytes(0, batch.payload(), batch.payloadOffset(), batch.payloadLength());
        int number = 0;
        for (int slot = 0; slot < batch.payloadLength(); slot += slotBytes) {
            if (SlotLayout.kind(copy, slot) != SlotLayout.VOID) {
                if (SlotLayout.ingressNs(copy, slot) >= ingressNs) {
                    return number;
                }
                number++;
            }
        }
        return -1;
    }

    /** Takes up a batch, to be worked off in one piece or in several. */
    void load(final Excerpt batch) {
        slotBytes = BatchTrailer.slotBytes(batch.trailer(), batch.trailerOffset());
        count = batch.payloadLength() / slotBytes;
        if (batch.payloadLength() > slots.capacity()) {
            slots = memory(batch.payloadLength());
        }
        slots.putBytes(0, batch.payload(), batch.payloadOffset(), batch.payloadLength());
        batches++;
        firstPosition = batch.firstPosition();
    }

    /** Number of slots in the batch. */
    int count() {
        return count;
    }

    /** Whether a slot of the batch has a number. */
    boolean isNumbered(final int slot) {
        return SlotLayout.kind(slots, slot * slotBytes) != SlotLayout.VOID;
    }

    /** Ingress time of a slot of the batch. */
    long ingressNs(final int slot) {
        return SlotLayout.ingressNs(slots, slot * slotBytes);
    }

    /** Works off some slots of the batch. */
    void work(final int first, final int end) {
        stage.onSlots(slots, first * slotBytes, end * slotBytes, slotBytes);
    }
}
