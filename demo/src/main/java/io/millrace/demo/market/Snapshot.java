package io.millrace.demo.market;

/**
 * Where a run is, for people.
 *
 * @param title what it does.
 * @param elapsedNs since the start, in nanoseconds.
 * @param trades trades processed.
 * @param perSecond trades per second lately.
 * @param watermarkNs the watermark, in nanoseconds since the epoch.
 * @param lagNs how far processing is behind the pace, in nanoseconds; negative where there is no pace.
 * @param bars bars written.
 * @param late late trades.
 * @param rejected rejected lines.
 */
record Snapshot(
        String title,
        long elapsedNs,
        long trades,
        long perSecond,
        long watermarkNs,
        long lagNs,
        long bars,
        long late,
        long rejected) {
    /** The figures in a line of text. */
    String line() {
        final StringBuilder line = new StringBuilder();
        line.append(Figures.seconds(elapsedNs)).append(" s: ").append(Figures.grouped(trades));
        line.append(" trades (").append(Figures.grouped(perSecond)).append("/s), watermark ");
        line.append(Figures.time(watermarkNs)).append(", ");
        if (lagNs >= 0) {
            line.append("lag ").append(Figures.millis(lagNs)).append(" ms, ");
        }
        line.append(Figures.grouped(bars))
                .append(" bars, ")
                .append(Figures.grouped(late))
                .append(" late, ");
        return line.append(Figures.grouped(rejected)).append(" rejected").toString();
    }
}
