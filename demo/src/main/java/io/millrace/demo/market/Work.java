package io.millrace.demo.market;

import io.millrace.engine.source.SourceFactory;

/**
 * What a run of the demo does.
 *
 * @param trades where the trades come from.
 * @param rate trades per second that latency is measured at; {@link RateConverter#MAX} for none.
 * @param gate opened when the first of two phases is over; null where there is one phase.
 * @param paced number of trades in the first phase.
 * @param flatOut number of trades in the second phase.
 * @param recorded whether ingress times are recorded ones: latency from there means nothing.
 * @param title what it is, for the screen.
 */
record Work(
        SourceFactory<TradeFlyweight> trades,
        long rate,
        Gate gate,
        long paced,
        long flatOut,
        boolean recorded,
        String title) {
    boolean hasTwoPhases() {
        return gate != null;
    }

    boolean isPaced() {
        return rate != RateConverter.MAX;
    }
}
