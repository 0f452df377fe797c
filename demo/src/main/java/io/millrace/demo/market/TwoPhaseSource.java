package io.millrace.demo.market;

import io.millrace.engine.source.PacedSource;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import java.io.IOException;

/**
 * First a number of trades at a rate, to measure latency; then, when the gate is opened, the others as fast as they are
 * taken, to measure throughput.
 *
 * @param trades all trades.
 * @param paced how many of them come at the rate.
 * @param rate trades per second.
 * @param gate is opened when the first phase has been measured.
 */
record TwoPhaseSource(SourceFactory<TradeFlyweight> trades, long paced, long rate, Gate gate)
        implements SourceFactory<TradeFlyweight> {
    @Override
    public Source<TradeFlyweight> open(final SourceContext context) throws Exception {
        final Source<TradeFlyweight> all = trades.open(context);
        return new Phases(
                this, all, PacedSource.<TradeFlyweight>of(ignored -> all, rate).open(context));
    }

    private static final class Phases implements Source<TradeFlyweight> {
        private final TwoPhaseSource settings;
        private final Source<TradeFlyweight> all;
        private final Source<TradeFlyweight> pacing;
        private long published;

        Phases(final TwoPhaseSource settings, final Source<TradeFlyweight> all, final Source<TradeFlyweight> pacing) {
            this.settings = settings;
            this.all = all;
            this.pacing = pacing;
        }

        @Override
        public int poll(final Publisher<TradeFlyweight> out, final int limit) throws Exception {
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
