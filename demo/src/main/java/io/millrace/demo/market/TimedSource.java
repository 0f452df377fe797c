package io.millrace.demo.market;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends a source when it has run for some time.
 *
 * @param inner the source.
 * @param durationNs how long, in nanoseconds of the run's clock from the first poll.
 */
record TimedSource(SourceFactory<TickFlyweight> inner, long durationNs) implements SourceFactory<TickFlyweight> {
    @Override
    public Optional<String> fingerprint() throws Exception {
        return inner.fingerprint();
    }

    @Override
    public Source<TickFlyweight> open(final SourceContext context) throws Exception {
        return new Timing(inner.open(context), context, durationNs);
    }

    private static final class Timing implements Source<TickFlyweight> {
        private final Source<TickFlyweight> inner;
        private final SourceContext context;
        private final long durationNs;
        private long startNs;
        private boolean started;

        Timing(final Source<TickFlyweight> inner, final SourceContext context, final long durationNs) {
            this.inner = inner;
            this.context = context;
            this.durationNs = durationNs;
        }

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) throws Exception {
            final long nowNs = context.nowNs();
            if (!started) {
                started = true;
                startNs = nowNs;
            }
            return nowNs - startNs >= durationNs ? END_OF_INPUT : inner.poll(out, limit);
        }

        @Override
        public long rejected() {
            return inner.rejected();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }
}
