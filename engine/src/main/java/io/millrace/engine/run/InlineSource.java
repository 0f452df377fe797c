package io.millrace.engine.run;

import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.latency.LatencyRecorder;
import io.millrace.engine.slot.BatchPublisher;
import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.engine.stage.Stage;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.IOException;

/**
 * A source of an inline run. One that is polled has a batch that it publishes into, and is <b>used by the run's one
 * thread</b>; of one that is pushed any thread may ask for publishers.
 */
final class InlineSource<F extends Flyweight> {
    private final SourceNode node;
    private final int number;
    private final Shared shared;
    private final BatchPublisher<F> publisher;
    private final PolledSource<F> polled;
    private final OpenPublishers publishers;
    private int drained;

    private InlineSource(final SourceNode node, final RecordType<?, F> type, final int number, final Shared shared)
            throws Exception {
        this.node = node;
        this.number = number;
        this.shared = shared;
        publishers = new OpenPublishers(node.name(), shared.stage.hasEnded(number));
        if (node.factory().isPresent()) {
            // Each event may bring a symbol along: a batch has room for both, so that it is worked off, and its
            // latency recorded, in one go.
            publisher = newPublisher(type, shared.batch.slots() * 2);
            publisher.leaveOut(shared.stage.taken(number));
            if (shared.stage.hasEnded(number)) {
                publisher.endedBefore();
            }
            polled = PolledSource.open(node, number, publisher, shared.polled);
        } else {
            publisher = null;
            polled = null;
        }
    }

    /** What the sources of a run share. */
    record Shared(
            SymbolIndex symbols,
            BatchPublisher.SequenceCounter sequences,
            SlotHandler handler,
            Stage stage,
            BatchPublisher.Options batch,
            PolledSource.Shared polled) {}

    static InlineSource<?> open(final SourceNode node, final int number, final Shared shared) throws Exception {
        return new InlineSource<>(node, node.type(), number, shared);
    }

    private <G extends Flyweight> BatchPublisher<G> newPublisher(final RecordType<?, G> type, final int slots) {
        final BatchPublisher<G> made = new BatchPublisher<>(
                number,
                type,
                shared.symbols,
                shared.sequences,
                shared.handler,
                new BatchPublisher.Options(slots, shared.batch.ingressClock()));
        made.checkSymbols(node.name());
        return made;
    }

    String name() {
        return node.name();
    }

    boolean isPushed() {
        return polled == null;
    }

    /**
     * A further publisher of events that are pushed. It has memory of its own, so that several threads may write events
     * at once; each is worked off when it is committed.
     */
    <G extends Flyweight> BatchPublisher<G> newPublisher(final RecordType<?, G> type) {
        checkType(node, type);
        publishers.take();
        return newPublisher(type, 1);
    }

    /** The publishers of events that are pushed. */
    OpenPublishers publishers() {
        return publishers;
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
