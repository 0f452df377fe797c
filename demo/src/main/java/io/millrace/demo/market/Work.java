package io.millrace.demo.market;

import io.millrace.engine.source.SourceFactory;

/**
 * What a run of the demo does.
 *
 * @param input where the events come from.
 * @param rate events per second that latency is measured at; {@link RateConverter#MAX} for none.
 * @param phases the two phases of a demonstration; null where there is one.
 * @param isRecorded whether ingress times are recorded ones: latency from there means nothing.
 */
record Work(Input input, long rate, Phases phases, boolean isRecorded) {
    /**
     * Where events come from.
     *
     * @param source makes them.
     * @param hasQuotes whether there are quotes among them.
     * @param title what they are, for the screen.
     */
    record Input(SourceFactory<TickFlyweight> source, boolean hasQuotes, String title) {
        /** What its events are. */
        String unit() {
            return hasQuotes ? "event" : "trade";
        }
    }

    /**
     * First some events at a rate, to measure latency, then others as fast as they are taken.
     *
     * @param gate opened when the first phase is over.
     * @param paced number of events in the first phase.
     * @param flatOut number of events in the second phase.
     */
    record Phases(Gate gate, long paced, long flatOut) {}

    boolean hasTwoPhases() {
        return phases != null;
    }

    boolean isPaced() {
        return rate != RateConverter.MAX;
    }
}
