package io.millrace.engine.run;

import io.millrace.engine.Pipeline;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.latency.LatencyRecorder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * What a run has done so far. Written by its threads once per batch, read by anybody: values may be a batch old.
 *
 * <p><b>Thread-safe.</b>
 */
public final class RunMetrics {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final AtomicLong events = new AtomicLong();
    private final AtomicLong watermarkNs = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong lateEvents = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong inGaps = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong stateBytes = new AtomicLong();
    private final AtomicLong openWindows = new AtomicLong();
    private final AtomicLong partialWindows = new AtomicLong();
    private final AtomicLong pendingTimers = new AtomicLong();
    private final AtomicLong droppedTimers = new AtomicLong();
    private final AtomicLong unfired = new AtomicLong();
    private final AtomicLong firstEventNs = new AtomicLong();
    private final Map<String, AtomicLong> outputs = new LinkedHashMap<>();
    private final LatencyRecorder latency = new LatencyRecorder();
    private final Map<String, LatencyRecorder> stageLatencies = new ConcurrentHashMap<>();

    RunMetrics(final List<String> sinks) {
        sinks.forEach(sink -> outputs.put(sink, new AtomicLong()));
    }

    static List<String> sinkNames(final Pipeline pipeline) {
        return pipeline.graph().nodes().stream()
                .filter(SinkNode.class::isInstance)
                .map(Node::name)
                .toList();
    }

    /**
     * Number of events processed.
     *
     * @return the count.
     */
    public long events() {
        return events.get();
    }

    /**
     * The watermark over all sources.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first, {@link Long#MAX_VALUE} at the end.
     */
    public long watermarkNs() {
        return watermarkNs.get();
    }

    /**
     * Number of events that at least one window went without; results that a further window went without count, too.
     *
     * @return the count.
     */
    public long lateEvents() {
        return lateEvents.get();
    }

    /**
     * Number of events left out by operators whose error policy is to skip.
     *
     * @return the count.
     */
    public long skipped() {
        return skipped.get();
    }

    /**
     * Number of times that an event lay between two windows of an operator whose windows have gaps: it is in none of
     * them, and not late. Counted from the start of the run.
     *
     * @return the count.
     */
    public long inGaps() {
        return inGaps.get();
    }

    /**
     * Number of inputs that sources rejected before they became events.
     *
     * @return the count.
     */
    public long rejected() {
        return rejected.get();
    }

    /**
     * Number of events dropped or conflated at a source whose overload policy says so.
     *
     * @return the count.
     */
    public long dropped() {
        return dropped.get();
    }

    /**
     * Number of windows that were open when the run ended, by a stop or a failure: those that hold events, and have no
     * result yet.
     *
     * @return the number of (key, window) pairs; 0 while the run goes on.
     */
    public long openWindows() {
        return openWindows.get();
    }

    /**
     * Number of windows that were dropped with something that was in no result, because no trigger asked for it.
     *
     * @return the number of (key, window) pairs, over the life of the pipeline's state.
     */
    public long unfiredWindows() {
        return unfired.get();
    }

    /**
     * Number of count windows that were not full when the input had ended: they have no result.
     *
     * @return the number of (key, window) pairs; 0 while the run goes on, and after a stop or a failure.
     */
    public long partialWindows() {
        return partialWindows.get();
    }

    /**
     * Number of timers that were pending when the run ended, by a stop or a failure.
     *
     * @return the count; 0 while the run goes on.
     */
    public long pendingTimers() {
        return pendingTimers.get();
    }

    /**
     * Number of timers that were dropped because timers registered them at the end of input, or in a circle.
     *
     * @return the count.
     */
    public long droppedTimers() {
        return droppedTimers.get();
    }

    /**
     * Memory that the state takes.
     *
     * @return bytes.
     */
    public long stateBytes() {
        return stateBytes.get();
    }

    /**
     * When the first batch of events had been processed.
     *
     * @return nanoseconds of the run's clock; 0 if there was none yet.
     */
    public long firstEventNs() {
        return firstEventNs.get();
    }

    /**
     * Number of results by sink, in graph order.
     *
     * @return the counts so far.
     */
    public Map<String, Long> outputs() {
        final Map<String, Long> counts = new LinkedHashMap<>();
        outputs.forEach((sink, count) -> counts.put(sink, count.get()));
        return counts;
    }

    /**
     * Latency of events, from ingress (or the intended time, where the source knows it) to processed. Where the layout
     * has several stages, it is that of the first one, which the sources feed.
     *
     * @return the recorder.
     */
    public LatencyRecorder latency() {
        return latency;
    }

    /**
     * Latency of the records of a further stage, from ingress of the event that caused them (or its intended time) to
     * processed there.
     *
     * @param stage name of the stage.
     * @return the recorder; empty if the layout has no thread for this stage.
     */
    public LatencyRecorder stageLatency(final String stage) {
        return stageLatencies.computeIfAbsent(stage, name -> new LatencyRecorder());
    }

    AtomicLong eventsCell() {
        return events;
    }

    AtomicLong watermarkCell() {
        return watermarkNs;
    }

    AtomicLong lateCell() {
        return lateEvents;
    }

    AtomicLong skippedCell() {
        return skipped;
    }

    AtomicLong inGapsCell() {
        return inGaps;
    }

    AtomicLong rejectedCell() {
        return rejected;
    }

    AtomicLong droppedCell() {
        return dropped;
    }

    AtomicLong pendingTimersCell() {
        return pendingTimers;
    }

    AtomicLong droppedTimersCell() {
        return droppedTimers;
    }

    AtomicLong unfiredCell() {
        return unfired;
    }

    AtomicLong openWindowsCell() {
        return openWindows;
    }

    AtomicLong partialWindowsCell() {
        return partialWindows;
    }

    AtomicLong stateBytesCell() {
        return stateBytes;
    }

    AtomicLong firstEventCell() {
        return firstEventNs;
    }

    AtomicLong outputCell(final String sink) {
        return outputs.get(sink);
    }

    /** All figures in one line, for people. */
    @Override
    public String toString() {
        final String sinks = outputs.isEmpty()
                ? "none"
                : outputs.entrySet().stream()
                        .map(each -> String.format(
                                Locale.ROOT,
                                "%s %,d",
                                each.getKey(),
                                each.getValue().get()))
                        .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d events (%,d late, %,d skipped, %,d rejected, %,d dropped%s); watermark %s; outputs: %s;"
                        + " %,d windows open%s%s; %,d bytes of state; latency %s",
                events(),
                lateEvents(),
                skipped(),
                rejected(),
                dropped(),
                inGaps() == 0 ? "" : String.format(Locale.ROOT, ", %,d in gaps", inGaps()),
                watermarkText(watermarkNs()),
                sinks,
                openWindows(),
                partialWindows() == 0 ? "" : String.format(Locale.ROOT, ", %,d never full", partialWindows()),
                unfiredWindows() == 0 ? "" : String.format(Locale.ROOT, ", %,d never fired", unfiredWindows()),
                stateBytes(),
                latency);
    }

    private static String watermarkText(final long ns) {
        if (ns == Long.MIN_VALUE) {
            return "none yet";
        }
        if (ns == Long.MAX_VALUE) {
            return "at the end";
        }
        return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_SECOND), Math.floorMod(ns, NS_PER_SECOND))
                .toString();
    }
}
