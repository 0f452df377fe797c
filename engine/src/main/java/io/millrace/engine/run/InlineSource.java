package io.millrace.engine.run;

import io.millrace.engine.graph.Node;
import io.millrace.engine.latency.LatencyRecorder;
import io.millrace.engine.slot.BatchPublisher;
import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.IOException;

/** A source of an inline run, with the batch it publishes into. <b>Used by the run's one thread.</b> */
final class InlineSource<F extends Flyweight> {
    private final Node.SourceNode node;
    private final BatchPublisher<F> publisher;
    private final Source<F> source;
    private final int limit;
    private int drained;

    private InlineSource(
            final Node.SourceNode node, final BatchPublisher<F> publisher, final Source<F> source, final int limit) {
        this.node = node;
        this.publisher = publisher;
        this.source = source;
        this.limit = limit;
    }

    static InlineSource<?> open(
            final Node.SourceNode node,
            final int number,
            final SymbolIndex symbols,
            final BatchPublisher.SequenceCounter sequences,
            final SlotHandler handler,
            final BatchPublisher.Options batch,
            final RunClock clock)
            throws Exception {
        return open(node, node.type(), number, symbols, sequences, handler, batch, clock);
    }

    @SuppressWarnings("unchecked") // the builder checked that the factory's flyweight is the type's
    private static <F extends Flyweight> InlineSource<F> open(
            final Node.SourceNode node,
            final RecordType<?, F> type,
            final int number,
            final SymbolIndex symbols,
            final BatchPublisher.SequenceCounter sequences,
            final SlotHandler handler,
            final BatchPublisher.Options batch,
            final RunClock clock)
            throws Exception {
        final BatchPublisher<F> publisher = new BatchPublisher<>(number, type, symbols, sequences, handler, batch);
        Source<F> source = null;
        if (node.factory().isPresent()) {
            source = ((SourceFactory<F>) node.factory().get())
                    .open(new OpenedSource(node.name(), type, publisher, clock));
        }
        return new InlineSource<>(node, publisher, source, batch.slots());
    }

    String name() {
        return node.name();
    }

    boolean isPushed() {
        return source == null;
    }

    /** The publisher, checked to be of a type. */
    @SuppressWarnings("unchecked") // the fingerprint says that the flyweight fits
    <G extends Flyweight> BatchPublisher<G> publisher(final RecordType<?, G> type) {
        if (type.layout().fingerprint() != node.type().layout().fingerprint()) {
            throw new IllegalArgumentException(
                    "source '" + name() + "' takes " + node.type().name() + ", not " + type.name());
        }
        return (BatchPublisher<G>) publisher;
    }

    /** Polls once and works off what came. */
    int turn(final long nowNs) throws Exception {
        drained = 0;
        if (publisher.hasEnded()) {
            return 0;
        }
        publisher.ingressNs(nowNs);
        if (source.poll(publisher, limit) == Source.END_OF_INPUT) {
            publisher.endOfInput();
        }
        drained = publisher.drain();
        return drained;
    }

    void recordLatency(final LatencyRecorder latency, final long nowNs) {
        publisher.recordLatency(latency, drained, nowNs);
    }

    long rejected() {
        return source.rejected();
    }

    void close() throws IOException {
        if (source != null) {
            source.close();
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
