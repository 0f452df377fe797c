package io.millrace.demo.market;

import io.millrace.engine.source.PacedSource;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import java.io.IOException;
import java.util.Optional;

/**
 * First a number of events at a rate, to measure latency; then, when the gate is opened, the others as fast as they are
 * taken, to measure throughput.
 *
 * @param events all events.
 * @param paced how many of them come at the rate.
 * @param rate trades per second.
 * @param gate is opened when the first phase has been measured.
 */
record TwoPhaseSource(SourceFactory<TickFlyweight> events, long paced, long rate, Gate gate)
        implements SourceFactory<TickFlyweight> {
    @Override
    public Optional<String> fingerprint() throws Exception {
        return events.fingerprint();
    }

    @Override
    public Source<TickFlyweight> open(final SourceContext context) throws Exception {
        final Source<TickFlyweight> all = events.open(context);
        return new Phases(
                this, all, PacedSource.<TickFlyweight>of(ignored -> all, rate).open(context));
    }

    private static final class Phases implements Source<TickFlyweight> {
        private final TwoPhaseSource settings;
        private final Source<TickFlyweight> all;
        private final Source<TickFlyweight> pacing;
        private long published;

        Phases(final TwoPhaseSource settings, final Source<TickFlyweight> all, final Source<TickFlyweight> pacing) {
            this.settings = settings;
            this.all = all;
            this.pacing = pacing;
        }

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) throws Exception {
            if (published < settings.paced) {
                final int count = pacing.poll(out, (int) Math.min(limit, settings.paced - published));
                published += Math.max(0, count);
                return count;
            }
            return settings.gate.isOpen() ? all.poll(out, limit) : 0;
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }
}
