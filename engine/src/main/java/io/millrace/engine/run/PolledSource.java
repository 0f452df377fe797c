package io.millrace.engine.run;

import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.slot.SlotPublisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceFactory;
import io.millrace.record.Flyweight;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A source that is polled, with the publisher it publishes by: it goes idle after a while without events, and is held
 * back where it may not lead the others by more than a maximum. <b>Used by one thread, the source's.</b>
 */
final class PolledSource<F extends Flyweight> {
    private static final long NEVER = Long.MIN_VALUE;

    private final int number;
    private final SlotPublisher<F> publisher;
    private final Source<F> source;
    private final int limit;
    private final AtomicLong rejectedCell;
    private final Leads leads;
    private final long idleAfterNs;
    private final long maxLeadNs;
    private long rejected;
    private long lastEventNs = NEVER;
    private boolean idle;

    private PolledSource(
            final SourceNode node,
            final int number,
            final SlotPublisher<F> publisher,
            final Source<F> source,
            final Shared shared) {
        this.number = number;
        this.publisher = publisher;
        this.source = source;
        this.limit = shared.limit;
        this.rejectedCell = shared.metrics.rejectedCell();
        this.leads = shared.leads;
        idleAfterNs = node.watermarks().idleAfterNs();
        maxLeadNs = node.watermarks().maxLeadNs();
        if (source.hasOwnIngressTimes()) {
            publisher.ownIngressTimes();
            shared.ticks.stop();
        }
        if (leads.areLimited()) {
            publisher.watchTime(node.type().eventTimeOffset());
        }
    }

    /**
     * What the polled sources of a run share.
     *
     * @param limit the most events to take by one poll.
     * @param metrics is told of inputs that sources reject.
     */
    record Shared(RunClock clock, int limit, RunMetrics metrics, Leads leads, Ticks ticks) {}

    /** Opens the source of a node that has a factory; one that an earlier run read to its end is not opened again. */
    @SuppressWarnings("unchecked") // the builder checked that the factory's flyweight is the type's
    static <F extends Flyweight> PolledSource<F> open(
            final SourceNode node, final int number, final SlotPublisher<F> publisher, final Shared shared)
            throws Exception {
        if (publisher.hasEnded()) {
            return new PolledSource<>(node, number, publisher, (out, limit) -> Source.END_OF_INPUT, shared);
        }
        final SourceFactory<F> factory = (SourceFactory<F>) node.factory().orElseThrow();
        final Source<F> source =
                factory.open(new OpenedSource(node.name(), node.type(), publisher, shared.clock, publisher.leftOut()));
        return new PolledSource<>(node, number, publisher, source, shared);
    }

    boolean hasEnded() {
        return publisher.hasEnded();
    }

    /** Polls once, unless the source is held back. Returns the number of events that it said it published. */
    int poll(final long nowNs) throws Exception {
        publisher.ingressNs(nowNs);
        if (leads.areLimited() && leads.isTooFar(number, publisher.firstTimeNs(), maxLeadNs)) {
            lastEventNs = nowNs;
            return 0;
        }
        final int count = source.poll(publisher, limit);
        if (count == Source.END_OF_INPUT) {
            publisher.endOfInput();
        }
        final long rejectedNow = source.rejected();
        if (rejectedNow != rejected) {
            rejectedCell.addAndGet(rejectedNow - rejected);
            rejected = rejectedNow;
        }
        if (leads.areLimited()) {
            tellLeads(count);
        }
        if (idleAfterNs != 0) {
            watchIdle(count, nowNs);
        }
        return Math.max(0, count);
    }

    private void tellLeads(final int count) {
        if (count == Source.END_OF_INPUT) {
            leads.gone(number);
        } else if (count > 0) {
            leads.reached(number, publisher.maxTimeNs());
        }
    }

    /** Idleness is decided here, once, and enters the stream as a mark; the next event makes the source active. */
    private void watchIdle(final int count, final long nowNs) {
        if (count > 0 || lastEventNs == NEVER) {
            lastEventNs = nowNs;
            idle = false;
        } else if (count == 0 && !idle && nowNs - lastEventNs >= idleAfterNs) {
            idle = true;
            publisher.idle();
            leads.gone(number);
        }
    }

    void close() throws IOException {
        source.close();
    }
}
