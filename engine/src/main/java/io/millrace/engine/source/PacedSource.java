package io.millrace.engine.source;

import io.millrace.record.Flyweight;
import java.io.IOException;
import java.util.Optional;

/**
 * Holds another source to a rate: its n-th event is published no earlier than n / rate after the first poll, and
 * carries that time as the one it was meant to be sent at, so that latency counts from there. It never sleeps: a poll
 * before the next event is due returns 0.
 *
 * <p><b>Immutable and thread-safe; the sources it opens are used on one thread.</b>
 *
 * @param <F> the flyweight the events are written through.
 */
public final class PacedSource<F extends Flyweight> implements SourceFactory<F> {
    private static final long serialVersionUID = 1L;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final SourceFactory<F> inner;
    private final long eventsPerSecond;

    private PacedSource(final SourceFactory<F> inner, final long eventsPerSecond) {
        this.inner = inner;
        this.eventsPerSecond = eventsPerSecond;
    }

    /**
     * Paces a source.
     *
     * @param inner the source.
     * @param eventsPerSecond the rate, from 1 to 1,000,000,000.
     * @param <F> the flyweight the events are written through.
     * @return the same events at that rate.
     */
    public static <F extends Flyweight> PacedSource<F> of(final SourceFactory<F> inner, final long eventsPerSecond) {
        if (eventsPerSecond < 1 || eventsPerSecond > NS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "rate must be 1 to " + NS_PER_SECOND + " events per second, not " + eventsPerSecond);
        }
        return new PacedSource<>(inner, eventsPerSecond);
    }

    @Override
    public Optional<String> fingerprint() throws Exception {
        return inner.fingerprint();
    }

    @Override
    public Source<F> open(final SourceContext context) throws Exception {
        return new Pacing<>(inner.open(context), context, eventsPerSecond);
    }

    private static final class Pacing<F extends Flyweight> implements Source<F> {
        private final Source<F> inner;
        private final SourceContext context;
        private final long eventsPerSecond;
        private final Stamping<F> stamping = new Stamping<>();
        private long startNs = Long.MIN_VALUE;
        private long published;

        Pacing(final Source<F> inner, final SourceContext context, final long eventsPerSecond) {
            this.inner = inner;
            this.context = context;
            this.eventsPerSecond = eventsPerSecond;
        }

        @Override
        public int poll(final Publisher<F> out, final int limit) throws Exception {
            if (published < context.taken()) {
                final int again = inner.poll(out, (int) Math.min(limit, context.taken() - published));
                published += Math.max(0, again);
                return again;
            }
            final long nowNs = context.nowNs();
            if (startNs == Long.MIN_VALUE) {
                startNs = nowNs;
            }
            final long due = due(nowNs - startNs) - (published - context.taken());
            if (due <= 0) {
                return 0;
            }
            stamping.begin(out, this);
            final int count = inner.poll(stamping, (int) Math.min(limit, due));
            published += Math.max(0, count);
            return count;
        }

        /** Number of events due by a time: one at the start. */
        private long due(final long elapsedNs) {
            final long seconds = elapsedNs / NS_PER_SECOND;
            return 1 + seconds * eventsPerSecond + elapsedNs % NS_PER_SECOND * eventsPerSecond / NS_PER_SECOND;
        }

        /** When an event is due. */
        private long intendedNs(final long event) {
            final long seconds = event / eventsPerSecond;
            return startNs + seconds * NS_PER_SECOND + event % eventsPerSecond * NS_PER_SECOND / eventsPerSecond;
        }

        @Override
        public long rejected() {
            return inner.rejected();
        }

        @Override
        public boolean hasOwnIngressTimes() {
            return inner.hasOwnIngressTimes();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }

    /** Stamps events with the time they were due. */
    private static final class Stamping<F extends Flyweight> implements Publisher<F> {
        private Publisher<F> out;
        private Pacing<F> pacing;
        private long event;

        void begin(final Publisher<F> newOut, final Pacing<F> newPacing) {
            out = newOut;
            pacing = newPacing;
            event = newPacing.published - newPacing.context.taken();
        }

        @Override
        public F claim() {
            return out.claim();
        }

        @Override
        public F tryClaim() {
            return out.tryClaim();
        }

        @Override
        public void commit() {
            out.commitIntended(pacing.intendedNs(event++));
        }

        @Override
        public void commitIntended(final long intendedNs) {
            out.commitIntended(intendedNs);
            event++;
        }

        @Override
        public void commitAt(final long ingressNs) {
            out.commitAt(ingressNs, pacing.intendedNs(event++));
        }

        @Override
        public void commitAt(final long ingressNs, final long intendedNs) {
            out.commitAt(ingressNs, intendedNs);
            event++;
        }

        @Override
        public void abort() {
            out.abort();
        }

        @Override
        public void watermark(final long watermarkNs) {
            out.watermark(watermarkNs);
        }

        @Override
        public void idle() {
            out.idle();
        }

        @Override
        public void active() {
            out.active();
        }

        @Override
        public void tick() {
            out.tick();
        }

        @Override
        public void tickAt(final long ingressNs) {
            out.tickAt(ingressNs);
        }

        @Override
        public void endOfInput() {
            out.endOfInput();
        }

        @Override
        public int idOf(final CharSequence text) {
            return out.idOf(text);
        }
    }
}
