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
    /** The same with other counts of what is in the files; a negative one is not known, and leaves what was made. */
    Snapshot written(final long barRows, final long lateRows, final long rejectRows) {
        return new Snapshot(
                title,
                elapsedNs,
                trades,
                perSecond,
                watermarkNs,
                lagNs,
                barRows < 0 ? bars : barRows,
                lateRows < 0 ? late : lateRows,
                rejectRows < 0 ? rejected : rejectRows);
    }

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
