package io.millrace.engine.stage;

import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.operator.EventClock;
import io.millrace.engine.operator.SourceTime;
import io.millrace.engine.operator.TimedOperator;
import io.millrace.engine.operator.Timeline;
import io.millrace.windowing.watermark.WatermarkMerge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The clocks of a stage: one for each set of entries that some operator hangs on, and one over all entries. */
final class Clocks {
    private final Graph graph;
    private final StagePlan plan;
    private final SavedStates saved;
    private final Timeline timeline = new Timeline();
    private final List<SourceTime> times = new ArrayList<>();
    private final Map<List<Integer>, EventClock> clocks = new LinkedHashMap<>();
    private final Map<Integer, TimedOperator> operators = new TreeMap<>();
    private final Map<Integer, EventClock> operatorClocks = new TreeMap<>();
    private final EventClock overall;

    Clocks(final Graph graph, final StagePlan plan, final SavedStates saved) {
        this.graph = graph;
        this.plan = plan;
        this.saved = saved;
        final List<Integer> all = new ArrayList<>();
        for (int i = 0; i < plan.entries().size(); i++) {
            times.add(new SourceTime(timeline));
            all.add(i);
        }
        overall = clock(all);
    }

    Timeline timeline() {
        return timeline;
    }

    /** The clock over all entries. */
    EventClock overall() {
        return overall;
    }

    SourceTime time(final int entry) {
        return times.get(entry);
    }

    /** The clock of everything that hangs on the same entries as a node. */
    EventClock clockOf(final Node node) {
        return clock(plan.entriesOf(graph, node));
    }

    private EventClock clock(final List<Integer> entries) {
        final EventClock known = clocks.get(entries);
        if (known != null) {
            return known;
        }
        final EventClock clock = timeline.newClock();
        clocks.put(entries, clock);
        final WatermarkMerge merge = entries.size() == 1 ? null : new WatermarkMerge(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            times.get(entries.get(i)).join(clock, merge, i);
        }
        for (final int entry : entries) {
            final Node node = plan.entries().get(entry);
            if (node instanceof SourceNode && !((SourceNode) node).watermarks().givesWatermarks()) {
                clock.neverRises(node.name());
            }
        }
        saved.add("clock/" + entries, new SavedClock(timeline.clockCount() - 1, merge));
        return clock;
    }

    /** Adds an operator at its place in graph order. */
    void add(final Node node, final TimedOperator operator) {
        operators.put(plan.nodes().indexOf(node), operator);
        operatorClocks.put(plan.nodes().indexOf(node), clockOf(node));
    }

    /** The operator that acts for a node when time passes. */
    TimedOperator operatorOf(final Node node) {
        return operators.get(plan.nodes().indexOf(node));
    }

    /** Hands the operators to the timeline, in graph order. Call it once, when all have been added. */
    void complete(final StageSteps steps) {
        operators.forEach((order, operator) -> {
            timeline.add(operator, operatorClocks.get(order));
            steps.of(plan.nodes().get(order)).processing.add(operator);
        });
    }

    private final class SavedClock implements SavedState {
        private final int index;
        private final WatermarkMerge merge;

        SavedClock(final int index, final WatermarkMerge merge) {
            this.index = index;
            this.merge = merge;
        }

        @Override
        public int stateBytes() {
            return Long.BYTES + (merge == null ? 0 : merge.stateBytes());
        }

        @Override
        public void save(final MutableDirectBuffer buffer, final int offset) {
            buffer.putLong(offset, timeline.clock(index).watermarkNs());
            if (merge != null) {
                merge.save(buffer, offset + Long.BYTES);
            }
        }

        @Override
        public void load(final DirectBuffer buffer, final int offset) {
            timeline.restore(index, buffer.getLong(offset));
            if (merge != null) {
                merge.load(buffer, offset + Long.BYTES);
            }
        }
    }
}
