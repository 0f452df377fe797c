package io.millrace.engine.run;

import io.millrace.engine.Pipeline;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.operator.BoundaryEntry;
import io.millrace.engine.operator.EventClock;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Step;
import io.millrace.engine.recovery.RunJournal;
import io.millrace.engine.ring.BoundaryOperator;
import io.millrace.engine.ring.RingPublisher;
import io.millrace.engine.ring.SlotRing;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.engine.stage.Boundaries;
import io.millrace.engine.stage.SinkOpener;
import io.millrace.engine.stage.Stage;
import io.millrace.engine.stage.StagePlan;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Builds the stages, rings and threads of a ringed run. Nothing is started here. */
final class RingedAssembly {
    final List<StageThread> stages = new ArrayList<>();
    final List<PushSource> pushSources = new ArrayList<>();
    final CountDownLatch opened;
    final CountDownLatch begin = new CountDownLatch(1);
    final SourceCrew crew;
    final Conflater conflater;

    private final Pipeline pipeline;
    private final RunOptions options;
    private final RunMetrics metrics;
    private final RingedLife life;
    private final WaitPlan waits;
    private final Ticks ticks;
    private final List<StagePlan> plans;
    private final long pulled;
    private final CountDownLatch closed;
    private final SinkOpener sinks;
    private final RunJournal journal;
    private final List<Stage> openStages = new ArrayList<>();
    private final Map<String, SlotRing> ringOf = new HashMap<>();
    private final Map<String, Upstream> upstreamOf = new HashMap<>();

    /**
     * Builds, and opens the sinks of all stages.
     *
     * @throws Exception the failure of a sink; nothing stays open then.
     */
    RingedAssembly(final Pipeline pipeline, final RunOptions options, final RunMetrics metrics, final RingedLife life)
            throws Exception {
        this.pipeline = pipeline;
        this.metrics = metrics;
        this.life = life;
        journal = options.journal().isPresent()
                ? RunJournal.open(pipeline, options.journal().get())
                : null;
        this.options = journal == null ? options : options.withClock(journal.clock(options.clock()::nowNs)::getAsLong);
        plans = journal == null ? StagePlan.cut(pipeline.graph()) : List.of(StagePlan.whole(pipeline.graph()));
        // A journaled run has one stage: its late sink is told of commits, as others are.
        sinks = journal == null ? new SharedLateSink() : SinkOpener.declared(journal.journaling());
        final List<Node> sources = plans.get(0).entries();
        pulled = sources.stream().filter(RingedAssembly::isPolled).count();
        opened = new CountDownLatch((int) pulled);
        closed = new CountDownLatch((int) pulled);
        crew = new SourceCrew(life, pulled < sources.size(), closed);
        conflater = new Conflater(life, threadName("conflate"));
        ticks = new Ticks(this.options.clock(), plans.size());
        waits = WaitPlan.of(options.waiting(), Runtime.getRuntime().availableProcessors(), plans.size(), (int) pulled);
        waits.warnings().forEach(life::warn);
        boolean complete = false;
        try {
            openStages();
            assembleSources(sources);
            complete = true;
        } finally {
            if (!complete) {
                closeQuietly();
            }
        }
    }

    private static boolean isPolled(final Node source) {
        return ((SourceNode) source).factory().isPresent();
    }

    private String threadName(final String part) {
        return "millrace-" + pipeline.name() + "-" + part;
    }

    private void openStages() throws Exception {
        for (final StagePlan plan : plans) {
            final Exits exits = new Exits();
            final Stage stage = openStage(plan, exits);
            openStages.add(stage);
            exits.operators.forEach(exit -> exit.attach(stage.symbols(), stage::symbolCount));
            final boolean first = stages.isEmpty();
            if (first) {
                ringOf.put(plan.name(), ingressRing(stage.maxRecordBytes()));
                upstreamOf.put(plan.name(), () -> crew.isDone() && conflater.isDone());
            }
            final StageThread.Parts parts = new StageThread.Parts(
                    plan.name(),
                    stage,
                    journal,
                    ringOf.get(plan.name()).newConsumer(),
                    upstreamOf.get(plan.name()),
                    exits.operators,
                    new TickingStage(stage, journal == null ? stage : journal, ticks, stages.size()));
            final StageThread thread = new StageThread(
                    parts,
                    new StageThread.Shared(life, options, metrics),
                    first,
                    waits.stages().newStrategy());
            exits.names.forEach(name -> upstreamOf.put(name, thread::isDone));
            stages.add(thread);
        }
    }

    private Stage openStage(final StagePlan plan, final Boundaries boundaries) throws Exception {
        final RunJournal.StageOpener opener = memory -> Stage.open(pipeline, plan, memory, boundaries, sinks);
        if (journal == null) {
            return RunJournal.open(new Arena(options.stateLimitBytes()), opener);
        }
        final Stage stage = journal.openStage(options.stateLimitBytes(), opener);
        boolean complete = false;
        try {
            journal.recover(stage, () -> !life.takesInput());
            complete = true;
            return stage;
        } finally {
            if (!complete) {
                stage.close();
            }
        }
    }

    private SlotRing ingressRing(final int maxRecordBytes) {
        final boolean alone = plans.get(0).entries().size() == 1 && pulled == 1;
        return alone
                ? SlotRing.ofOneProducer(options.ringSlots(), maxRecordBytes, life.gate())
                : SlotRing.ofManyProducers(options.ringSlots(), maxRecordBytes, life.gate());
    }

    private void assembleSources(final List<Node> sources) {
        final SlotRing ring = ringOf.get(StagePlan.MAIN);
        final SymbolIndex symbols = openStages.get(0).newSymbolIndex();
        final PushSource.Shared pushShared =
                new PushSource.Shared(ring, symbols, options.clock(), metrics.droppedCell(), conflater);
        final List<SourceNode> nodes =
                sources.stream().map(SourceNode.class::cast).toList();
        final PolledSource.Shared polled =
                new PolledSource.Shared(options.clock(), options.batchSlots(), metrics, new Leads(nodes), ticks);
        final SourceThread.Shared pullShared = new SourceThread.Shared(life, options, polled, opened, begin, closed);
        for (int i = 0; i < sources.size(); i++) {
            final SourceNode node = (SourceNode) sources.get(i);
            if (isPolled(node)) {
                crew.add(
                        sourceThread(node, node.type(), i, ring, symbols, pullShared),
                        threadName("source-" + node.name()));
            } else {
                pushSources.add(new PushSource(node, i, openStages.get(0).hasEnded(i), pushShared));
            }
        }
    }

    private <F extends Flyweight> SourceThread<F> sourceThread(
            final SourceNode node,
            final RecordType<?, F> type,
            final int number,
            final SlotRing ring,
            final SymbolIndex symbols,
            final SourceThread.Shared shared) {
        final RingPublisher.Feed<F> feed = new RingPublisher.Feed<>(number, type, symbols);
        final RingPublisher<F> publisher =
                RingPublisher.polled(ring, feed, waits.sources().newStrategy());
        publisher.checkSymbols(node.name());
        publisher.leaveOut(openStages.get(0).taken(number));
        if (openStages.get(0).hasEnded(number)) {
            publisher.endedBefore();
        }
        return new SourceThread<>(
                node, number, publisher, shared, waits.sources().newStrategy());
    }

    /** The journal of the run, or null. */
    RunJournal journal() {
        return journal;
    }

    private void closeQuietly() {
        if (journal != null) {
            journal.close();
        }
        for (final Stage stage : openStages) {
            try {
                stage.close();
            } catch (final IOException e) {
                // The failure that led here is the one to report.
            }
        }
    }

    /** The operators by which records leave one stage, and the rings that they go into. */
    private final class Exits implements Boundaries {
        private final List<BoundaryOperator> operators = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        @Override
        public Operator open(final String name, final RecordType<?, ?> type, final Step step, final EventClock clock) {
            final SlotRing ring = SlotRing.ofOneProducer(
                    options.ringSlots(), type.sizeBytes() + BoundaryEntry.CAUSE_BYTES, life.gate());
            final BoundaryOperator exit = new BoundaryOperator(
                    ring, type.sizeBytes(), step, clock, waits.stages().newStrategy());
            ringOf.put(name, ring);
            operators.add(exit);
            names.add(name);
            return exit;
        }
    }
}
