package io.millrace.demo.market;

/**
 * Where a run is, for people.
 *
 * @param title what it does.
 * @param elapsedNs since the start, in nanoseconds.
 * @param events events processed.
 * @param perSecond events per second lately.
 * @param watermarkNs the watermark, in nanoseconds since the epoch.
 * @param lagNs how far processing is behind the pace, in nanoseconds; negative where there is no pace.
 * @param unit what an event is: a trade, or an event of several kinds.
 * @param rows what was written.
 */
record Snapshot(
        String title,
        long elapsedNs,
        long events,
        long perSecond,
        long watermarkNs,
        long lagNs,
        String unit,
        RowCounts rows) {
    /** The same with other counts of what is in the files. */
    Snapshot written(final RowCounts newRows) {
        return new Snapshot(title, elapsedNs, events, perSecond, watermarkNs, lagNs, unit, newRows);
    }

    /** How many events, and how fast. */
    String units() {
        return Figures.grouped(events) + ' ' + unit + 's';
    }

    /** The figures in a line of text. */
    String line() {
        final StringBuilder line = new StringBuilder();
        line.append(Figures.seconds(elapsedNs)).append(" s: ").append(units());
        line.append(" (").append(Figures.grouped(perSecond)).append("/s), watermark ");
        line.append(Figures.time(watermarkNs)).append(", ");
        if (lagNs >= 0) {
            line.append("lag ").append(Figures.millis(lagNs)).append(" ms, ");
        }
        return line.append(rows.line()).toString();
    }
}
