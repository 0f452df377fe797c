package io.millrace.engine.stage;

import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.explain.WindowExplanation.Contents;
import io.millrace.engine.graph.TimeDomain;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.graph.WindowSetup;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Says why a window of an operator has not fired. */
final class WindowExplainer {
    private static final int SHOWN = 5;

    private final WindowNode node;
    private final WindowSetup setup;
    private final WatermarkExplanation watermark;
    private final boolean byEventTime;
    private final long nowNs;

    WindowExplainer(final WindowNode node, final WatermarkExplanation watermark, final long processingNs) {
        this.node = node;
        this.setup = node.setup();
        this.watermark = watermark;
        byEventTime = setup.timeDomain() == TimeDomain.EVENT_TIME;
        nowNs = byEventTime ? watermark.watermarkNs() : processingNs;
    }

    /** The open windows of the key are missing where the operator cannot tell. */
    WindowExplanation explain(final String key, final long startNs, final Optional<List<OpenWindow>> open) {
        if (setup.assigner() instanceof Windows) {
            return aligned(key, startNs, open, (Windows) setup.assigner());
        }
        if (open.isEmpty()) {
            return untimed(
                    key, Contents.UNKNOWN, Optional.empty(), "the run is over, and its state cannot be looked at");
        }
        if (setup.assigner() instanceof SessionWindows) {
            return session(key, startNs, open.orElse(List.of()));
        }
        final Optional<OpenWindow> found =
                open.orElse(List.of()).stream().reduce((one, other) -> one.events() >= other.events() ? one : other);
        if (setup.assigner() instanceof CountWindows) {
            final long size = ((CountWindows) setup.assigner()).size();
            return untimed(
                    key,
                    found.isPresent() ? Contents.SOME : Contents.NONE,
                    found,
                    found.map(window -> "it has " + window.events() + " of " + size + " events: "
                                    + (size - window.events()) + " more of the key fire it, whatever their time")
                            .orElse("it holds no events of the key: " + size + " of them fire it"));
        }
        return untimed(
                key,
                found.isPresent() ? Contents.SOME : Contents.NONE,
                found,
                found.map(this::byTrigger)
                        .orElse("it holds no events of the key; it fires as its trigger says: " + setup));
    }

    private WindowExplanation untimed(
            final String key, final Contents contents, final Optional<OpenWindow> found, final String reason) {
        return new WindowExplanation(
                node.name(),
                key,
                found.map(OpenWindow::startNs).orElse(Long.MIN_VALUE),
                found.map(OpenWindow::endNs).orElse(Long.MAX_VALUE),
                Long.MAX_VALUE,
                false,
                contents,
                found.map(OpenWindow::firings).orElse(0L),
                reason,
                watermark);
    }

    private WindowExplanation aligned(
            final String key, final long startNs, final Optional<List<OpenWindow>> open, final Windows windows) {
        if (windows.startOf(startNs) != startNs) {
            throw new IllegalArgumentException("no window of '" + node.name() + "' (" + windows + ") begins at "
                    + startNs + " ns; one begins at " + windows.startOf(startNs) + " ns");
        }
        final Optional<OpenWindow> found = open.flatMap(
                all -> all.stream().filter(each -> each.startNs() == startNs).findFirst());
        final long endNs = windows.endOf(startNs);
        final String reason;
        if (open.isPresent() && found.isEmpty() && nowNs < endNs - 1) {
            reason = "it holds no events of the key: there is nothing to fire; with one, " + byTime(endNs);
        } else {
            reason = found.isPresent() && hasTrigger() ? byTrigger(found.get()) : byTimeOrTrigger(endNs);
        }
        return timed(key, startNs, endNs, contents(open, found), found, reason);
    }

    private WindowExplanation session(final String key, final long timeNs, final List<OpenWindow> open) {
        final Optional<OpenWindow> found =
                open.stream().filter(each -> each.holds(timeNs)).findFirst();
        if (found.isPresent()) {
            final OpenWindow session = found.get();
            final String reason = (hasTrigger() ? byTrigger(session) + "; " : "") + byTime(session.endNs())
                    + "; events of the key within its gap make it longer";
            return timed(key, session.startNs(), session.endNs(), Contents.SOME, found, reason);
        }
        final StringBuilder reason = new StringBuilder("no session of the key that is open holds this time");
        open.stream()
                .limit(SHOWN)
                .forEach(each -> reason.append(", one is [" + each.startNs() + ", " + each.endNs() + ")"));
        reason.append(nowNs >= timeNs ? "; if one did, it has fired" : "; there is nothing to fire");
        final long gapNs = ((SessionWindows) setup.assigner()).gapNs();
        final long endNs = timeNs + gapNs < timeNs ? Long.MAX_VALUE : timeNs + gapNs;
        return timed(key, timeNs, endNs, Contents.NONE, found, reason.toString());
    }

    private WindowExplanation timed(
            final String key,
            final long startNs,
            final long endNs,
            final Contents contents,
            final Optional<OpenWindow> found,
            final String reason) {
        final long firesAtNs = byEventTime ? endNs - 1 : endNs;
        return new WindowExplanation(
                node.name(),
                key,
                startNs,
                endNs,
                firesAtNs,
                nowNs >= firesAtNs,
                contents,
                found.map(OpenWindow::firings).orElse(0L),
                reason,
                watermark);
    }

    private static Contents contents(final Optional<List<OpenWindow>> open, final Optional<OpenWindow> found) {
        if (open.isEmpty()) {
            return Contents.UNKNOWN;
        }
        return found.isPresent() ? Contents.SOME : Contents.NONE;
    }

    private boolean hasTrigger() {
        return setup.trigger().isPresent() && !setup.isFiringOnce();
    }

    private String byTrigger(final OpenWindow window) {
        final Trigger<?> trigger = setup.trigger().orElseThrow();
        final OptionalLong toCome = Triggers.eventsToCome(trigger, window.triggerState());
        return "it holds events of the key and had " + window.firings() + " results; it fires as its trigger says: "
                + setup
                + (toCome.isPresent() ? "; " + toCome.getAsLong() + " more events of the key fire it" : "")
                + (setup.allowedLatenessNs() == 0
                        ? ""
                        : "; it is kept until the watermark reaches " + keptUntilNs(window.endNs()) + " ns");
    }

    /** What becomes of an event that comes after the end. */
    private String afterEnd(final long endNs) {
        final long keptUntilNs = keptUntilNs(endNs);
        if (setup.allowedLatenessNs() != 0 && nowNs < keptUntilNs) {
            return "; it is kept until the watermark reaches " + keptUntilNs + " ns, which is " + (keptUntilNs - nowNs)
                    + " ns ahead: till then a late event of the key fires it again at once";
        }
        final String kept = setup.allowedLatenessNs() == 0
                ? ""
                : ", and it was kept until the watermark reached " + keptUntilNs + " ns";
        return kept + ": events that came later are in the late output, and in the late ledger";
    }

    private long keptUntilNs(final long endNs) {
        final long sumNs = endNs - 1 + setup.allowedLatenessNs();
        return sumNs < endNs - 1 ? Long.MAX_VALUE : sumNs;
    }

    private String byTimeOrTrigger(final long endNs) {
        return hasTrigger() ? "it fires as its trigger says: " + setup : byTime(endNs);
    }

    private String byTime(final long endNs) {
        final long firesAtNs = byEventTime ? endNs - 1 : endNs;
        final String clock = byEventTime ? "the watermark" : "processing time";
        if (nowNs >= firesAtNs) {
            return clock + " has passed " + firesAtNs + " ns, so it has fired if it held events of the key"
                    + afterEnd(endNs);
        }
        final String ahead = nowNs == Long.MIN_VALUE
                ? ", and there is none yet; what raises it: "
                : ", which is " + (firesAtNs - nowNs) + " ns ahead; what raises it to that: ";
        return "it fires when " + clock + " reaches " + firesAtNs + " ns" + ahead
                + (byEventTime ? watermark.raisedTo(firesAtNs) : "an event or a tick");
    }
}
