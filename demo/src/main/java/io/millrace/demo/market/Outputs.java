package io.millrace.demo.market;

import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;
import io.millrace.windowing.join.AsOfMode;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is asked for.
 *
 * @param bars windows of bars, and of spreads.
 * @param vwap windows of mean prices; null for none.
 * @param sessions windows of sessions; null for none.
 * @param asOf which quote belongs to a trade; null for none.
 * @param spread whether spreads are wanted.
 * @param signal when to buy and to sell; null for never.
 */
record Outputs(Windows bars, Windows vwap, SessionWindows sessions, AsOfMode asOf, boolean spread, Signal signal) {
    /** Bars alone. */
    static Outputs ofBars(final long barNs) {
        return new Outputs(Windows.tumbling(barNs), null, null, null, false, null);
    }

    Set<Output> wanted() {
        final Set<Output> wanted = EnumSet.of(Output.BARS);
        add(wanted, Output.VWAP, vwap != null);
        add(wanted, Output.SESSIONS, sessions != null);
        add(wanted, Output.ASOF, asOf != null);
        add(wanted, Output.SPREAD, spread);
        add(wanted, Output.DECISIONS, signal != null);
        return wanted;
    }

    private static void add(final Set<Output> wanted, final Output output, final boolean isWanted) {
        if (isWanted) {
            wanted.add(output);
        }
    }

    boolean needQuotes() {
        return asOf != null || spread || signal != null;
    }

    /** The smallest time that all windows can hold. */
    long minTimeNs() {
        return vwap == null ? bars.minTimeNs() : Math.max(bars.minTimeNs(), vwap.minTimeNs());
    }

    /** The largest time that all windows can hold. */
    long maxTimeNs() {
        long maxNs = bars.maxTimeNs();
        if (vwap != null) {
            maxNs = Math.min(maxNs, vwap.maxTimeNs());
        }
        return sessions == null ? maxNs : Math.min(maxNs, Long.MAX_VALUE - sessions.gapNs());
    }
}
