package io.millrace.engine.run;

import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.latency.LatencyRecorder;
import io.millrace.engine.slot.BatchPublisher;
import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.IOException;

/** A source of an inline run, with the batch it publishes into. <b>Used by the run's one thread.</b> */
final class InlineSource<F extends Flyweight> {
    private final SourceNode node;
    private final BatchPublisher<F> publisher;
    private final PolledSource<F> polled;
    private int drained;
    private int openPublishers;
    private boolean ended;

    private InlineSource(final SourceNode node, final BatchPublisher<F> publisher, final PolledSource<F> polled) {
        this.node = node;
        this.publisher = publisher;
        this.polled = polled;
    }

    /** What the sources of a run share. */
    record Shared(
            SymbolIndex symbols,
            BatchPublisher.SequenceCounter sequences,
            SlotHandler handler,
            BatchPublisher.Options batch,
            RunClock clock,
            RunMetrics metrics) {}

    static InlineSource<?> open(final SourceNode node, final int number, final Shared shared) throws Exception {
        return open(node, node.type(), number, shared);
    }

    private static <F extends Flyweight> InlineSource<F> open(
            final SourceNode node, final RecordType<?, F> type, final int number, final Shared shared)
            throws Exception {
        // Each event may bring a symbol along: a batch has room for both, so that it is worked off, and its latency
        // recorded, in one go.
        final BatchPublisher.Options batch =
                new BatchPublisher.Options(shared.batch.slots() * 2, shared.batch.ingressClock());
        final BatchPublisher<F> publisher =
                new BatchPublisher<>(number, type, shared.symbols, shared.sequences, shared.handler, batch);
        final PolledSource<F> polled = node.factory().isPresent()
                ? PolledSource.open(node, publisher, shared.clock, shared.batch.slots(), shared.metrics)
                : null;
        return new InlineSource<>(node, publisher, polled);
    }

    String name() {
        return node.name();
    }

    boolean isPushed() {
        return polled == null;
    }

    /** The publisher, checked to be of a type. */
    @SuppressWarnings("unchecked") // the fingerprint says that the flyweight fits
    <G extends Flyweight> BatchPublisher<G> publisher(final RecordType<?, G> type) {
        checkType(node, type);
        return (BatchPublisher<G>) publisher;
    }

    /** Counts a publisher that was handed out. */
    void take() {
        if (ended) {
            throw new IllegalStateException("the input of source '" + name() + "' has ended");
        }
        openPublishers++;
    }

    /** Whether the publisher that ends its input now is the last one. */
    boolean endsWithThis() {
        openPublishers--;
        ended = openPublishers == 0;
        return ended;
    }

    /** Checks that a source takes events of a type. */
    static void checkType(final SourceNode node, final RecordType<?, ?> type) {
        if (type.layout().fingerprint() != node.type().layout().fingerprint()) {
            throw new IllegalArgumentException(
                    "source '" + node.name() + "' takes " + node.type().name() + ", not " + type.name());
        }
    }

    /** Polls once and works off what came. */
    int turn(final long nowNs) throws Exception {
        drained = 0;
        if (!polled.hasEnded()) {
            try {
                polled.poll(nowNs);
            } catch (final Exception e) {
                // What it published before it failed counts, as in every layout.
                publisher.drain();
                throw e;
            }
            drained = publisher.drain();
        }
        return drained;
    }

    void recordLatency(final LatencyRecorder latency, final long nowNs) {
        publisher.recordLatency(latency, drained, nowNs);
    }

    void close() throws IOException {
        if (polled != null) {
            polled.close();
        }
    }

    /** Closes when something worse has happened already. */
    void closeQuietly() {
        try {
            close();
        } catch (final IOException e) {
            // The failure that led here is the one to report.
        }
    }
}
