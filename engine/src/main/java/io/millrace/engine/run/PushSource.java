package io.millrace.engine.run;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.graph.Overload;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.ring.ConflatingPublisher;
import io.millrace.engine.ring.DroppingPublisher;
import io.millrace.engine.ring.RingPublisher;
import io.millrace.engine.ring.SlotRing;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.engine.source.Publisher;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.util.concurrent.atomic.AtomicLong;

/** A source of a ringed run that events are pushed into: makes publishers. */
final class PushSource {
    private final SourceNode node;
    private final int number;
    private final Shared shared;
    private final OpenPublishers publishers;

    PushSource(final SourceNode node, final int number, final boolean ended, final Shared shared) {
        this.node = node;
        this.number = number;
        this.shared = shared;
        publishers = new OpenPublishers(node.name(), ended);
    }

    /** What the sources of a run share. */
    record Shared(SlotRing ring, SymbolIndex symbols, RunClock clock, AtomicLong dropped, Conflater conflater) {}

    String name() {
        return node.name();
    }

    <F extends Flyweight> Publisher<F> publisher(final RecordType<?, F> type) {
        InlineSource.checkType(node, type);
        publishers.take();
        final RingPublisher.Feed<F> feed = new RingPublisher.Feed<>(number, type, shared.symbols);
        final RingPublisher<F> publisher = RingPublisher.pushed(
                shared.ring, feed, WaitPlan.publisherIdle(), shared.clock::nowNs, publishers::endsWithThis);
        publisher.checkSymbols(node.name());
        if (node.overload() instanceof Overload.Drop) {
            return new DroppingPublisher<>(publisher, type, shared.dropped);
        }
        if (node.overload() instanceof Overload.Conflate) {
            return conflating((Overload.Conflate) node.overload(), feed, publisher);
        }
        return publisher;
    }

    @SuppressWarnings("unchecked") // the function takes what is read, and the flyweight is what is read
    private <F extends Flyweight> Publisher<F> conflating(
            final Overload.Conflate conflate, final RingPublisher.Feed<F> feed, final RingPublisher<F> direct) {
        final ConflatingPublisher.Policy policy = new ConflatingPublisher.Policy(
                (LongKeyFunction<Object>) conflate.key(), conflate.maxKeys(), shared.clock::nowNs);
        final RingPublisher<F> drain = RingPublisher.polled(shared.ring, feed, WaitPlan.publisherIdle());
        final ConflatingPublisher<F> publisher =
                new ConflatingPublisher<>(direct, drain, feed.type(), policy, shared.dropped);
        shared.conflater.add(publisher);
        return publisher;
    }
}
