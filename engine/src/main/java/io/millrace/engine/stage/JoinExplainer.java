package io.millrace.engine.stage;

import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.graph.JoinNode;
import io.millrace.windowing.Windows;
import io.millrace.windowing.join.AsOfMode;
import io.millrace.windowing.join.AsOfSpec;
import io.millrace.windowing.join.IntervalSpec;
import io.millrace.windowing.join.WindowJoinSpec;

/** Says why a join has no result yet for a left event of some time, or for a window. */
final class JoinExplainer {
    private JoinExplainer() {}

    static WindowExplanation explain(
            final JoinNode node,
            final String key,
            final long timeNs,
            final long waiting,
            final WatermarkExplanation watermark) {
        final long dueNs = dueNs(node, timeNs);
        final long nowNs = watermark.watermarkNs();
        final String about;
        if (dueNs == Long.MIN_VALUE) {
            about = "it waits for no watermark: a result comes at once";
        } else if (nowNs >= dueNs) {
            about = "the watermark has passed " + dueNs + " ns: what was due has come";
        } else {
            about = "what waits for a watermark comes when it reaches " + dueNs + " ns; what raises it to that: "
                    + watermark.raisedTo(dueNs);
        }
        final String reason = about + "; over all keys " + waiting + " events are kept in it (" + node.spec() + ")";
        return new WindowExplanation(
                node.name(),
                key,
                timeNs,
                endNs(node, timeNs),
                dueNs,
                nowNs >= dueNs,
                WindowExplanation.Contents.UNKNOWN,
                0,
                reason,
                watermark);
    }

    private static long endNs(final JoinNode node, final long timeNs) {
        return isAligned(node)
                ? ((Windows) ((WindowJoinSpec) node.spec()).windows()).endOf(timeNs)
                : timeNs == Long.MAX_VALUE ? timeNs : timeNs + 1;
    }

    private static boolean isAligned(final JoinNode node) {
        return node.spec() instanceof WindowJoinSpec && ((WindowJoinSpec) node.spec()).windows() instanceof Windows;
    }

    /** The watermark at which a left event of a time, or a window of a start, is done with. */
    private static long dueNs(final JoinNode node, final long timeNs) {
        if (node.spec() instanceof AsOfSpec) {
            return ((AsOfSpec) node.spec()).mode() == AsOfMode.ARRIVAL ? Long.MIN_VALUE : timeNs;
        }
        if (node.spec() instanceof IntervalSpec) {
            final long upperNs = ((IntervalSpec) node.spec()).upperNs();
            final long sumNs = timeNs + upperNs;
            return upperNs > 0 && sumNs < timeNs ? Long.MAX_VALUE : sumNs;
        }
        return node.spec() instanceof WindowJoinSpec ? endNs(node, timeNs) - 1 : Long.MIN_VALUE;
    }
}
