package io.millrace.engine.run;

import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.slot.SlotPublisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.Flyweight;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** A source that is polled, with the publisher it publishes by. <b>Used by one thread, the source's.</b> */
final class PolledSource<F extends Flyweight> {
    private final SlotPublisher<F> publisher;
    private final Source<F> source;
    private final int limit;
    private final AtomicLong rejectedCell;
    private long rejected;

    private PolledSource(
            final SlotPublisher<F> publisher, final Source<F> source, final int limit, final AtomicLong rejectedCell) {
        this.publisher = publisher;
        this.source = source;
        this.limit = limit;
        this.rejectedCell = rejectedCell;
    }

    /**
     * Opens the source of a node that has a factory.
     *
     * @param limit the most events to take by one poll.
     * @param metrics is told of inputs that the source rejects.
     */
    @SuppressWarnings("unchecked") // the builder checked that the factory's flyweight is the type's
    static <F extends Flyweight> PolledSource<F> open(
            final SourceNode node,
            final SlotPublisher<F> publisher,
            final RunClock clock,
            final int limit,
            final RunMetrics metrics)
            throws Exception {
        final SourceFactory<F> factory = (SourceFactory<F>) node.factory().orElseThrow();
        final Source<F> source = factory.open(new OpenedSource(node.name(), node.type(), publisher, clock));
        return new PolledSource<>(publisher, source, limit, metrics.rejectedCell());
    }

    boolean hasEnded() {
        return publisher.hasEnded();
    }

    /** Polls once. Returns the number of events that the source said it published. */
    int poll(final long nowNs) throws Exception {
        publisher.ingressNs(nowNs);
        final int count = source.poll(publisher, limit);
        if (count == Source.END_OF_INPUT) {
            publisher.endOfInput();
        }
        final long rejectedNow = source.rejected();
        if (rejectedNow != rejected) {
            rejectedCell.addAndGet(rejectedNow - rejected);
            rejected = rejectedNow;
        }
        return Math.max(0, count);
    }

    void close() throws IOException {
        source.close();
    }
}
