package io.millrace.engine.run;

import io.millrace.engine.Pipeline;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.recovery.JournalProgress;
import io.millrace.engine.recovery.RunJournal;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.slot.BatchPublisher;
import io.millrace.engine.slot.SlotHandler;
import io.millrace.engine.slot.SymbolIndex;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.stage.Boundaries;
import io.millrace.engine.stage.SinkOpener;
import io.millrace.engine.stage.Stage;
import io.millrace.engine.stage.StagePlan;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A run in which one thread at a time does everything: a thread of its own that polls the sources, or, where events are
 * pushed, the threads that push them, one after the other.
 */
final class InlineRun implements Run {
    private final Pipeline pipeline;
    private final RunControl control;
    private final RunMetrics metrics;
    private final RunClock clock;
    private final Stage stage;
    private final RunJournal journal;
    private final SlotHandler input;
    private final StageUpkeep upkeep;
    private final Ticks ticks;
    private final Questions questions = new Questions();
    private final WaitPlan waits;
    private final List<InlineSource<?>> sources = new ArrayList<>();
    private final boolean pushed;
    private final ReentrantLock working = new ReentrantLock();
    private Thread poller;
    private boolean finished;

    private InlineRun(final Pipeline pipeline, final RunOptions options) throws Exception {
        this.pipeline = pipeline;
        control = new RunControl(pipeline.name());
        journal = options.journal().isPresent()
                ? RunJournal.open(pipeline, options.journal().get())
                : null;
        clock = journal == null ? options.clock() : journal.clock(options.clock()::nowNs)::getAsLong;
        waits = WaitPlan.of(options.waiting(), Runtime.getRuntime().availableProcessors(), 1, 0);
        metrics = new RunMetrics(RunMetrics.sinkNames(pipeline));
        ticks = new Ticks(clock, 1);
        boolean complete = false;
        Stage opened = null;
        try {
            final StagePlan plan = StagePlan.whole(pipeline.graph());
            opened = openStage(plan, options);
            stage = opened;
            upkeep = new StageUpkeep(stage, metrics, true, journal);
            pushed = isPushed(plan);
            input = journal == null ? stage : journal;
            if (journal != null) {
                journal.recover(stage, () -> control.state() == RunState.STOPPING);
            }
            openSources(plan, options);
            complete = true;
        } finally {
            if (!complete) {
                sources.forEach(InlineSource::closeQuietly);
                closeUnstarted(opened);
            }
        }
    }

    private void closeUnstarted(final Stage opened) throws IOException {
        try (RunJournal closing = journal) {
            if (closing != null) {
                closing.endCheckpoints();
            }
            if (opened != null) {
                opened.close();
            }
        }
    }

    private Stage openStage(final StagePlan plan, final RunOptions options) throws Exception {
        final SinkOpener sinks = SinkOpener.declared(journal == null ? Journaling.NONE : journal.journaling());
        final RunJournal.StageOpener opener = memory -> Stage.open(pipeline, plan, memory, Boundaries.none(), sinks);
        return journal == null
                ? RunJournal.open(new Arena(options.stateLimitBytes()), opener)
                : journal.openStage(options.stateLimitBytes(), opener);
    }

    static Run start(final Pipeline pipeline, final RunOptions options) {
        final InlineRun run;
        try {
            run = new InlineRun(pipeline, options);
        } catch (final IllegalArgumentException e) {
            throw e;
        } catch (final Exception e) {
            throw new RunFailedException(pipeline.name(), e);
        }
        run.control.become(RunState.RUNNING);
        if (run.pushed) {
            run.finishIfEnded();
        } else {
            run.poller = new Thread(run::work, "millrace-" + pipeline.name());
            run.poller.start();
        }
        return run;
    }

    private boolean isPushed(final StagePlan plan) {
        final long count = plan.entries().stream()
                .filter(node -> ((SourceNode) node).factory().isEmpty())
                .count();
        if (count != 0 && count != plan.entries().size()) {
            throw new IllegalArgumentException("pipeline '" + pipeline.name()
                    + "' mixes sources that are polled with sources that are pushed: run it with the ringed layout");
        }
        return count != 0;
    }

    private void openSources(final StagePlan plan, final RunOptions options) throws Exception {
        final SymbolIndex symbols = stage.newSymbolIndex();
        final BatchPublisher.SequenceCounter sequences = new BatchPublisher.SequenceCounter(stage.nextSequence());
        final LongSupplier ingressClock = pushed ? clock::nowNs : null;
        final BatchPublisher.Options batch = new BatchPublisher.Options(options.batchSlots(), ingressClock);
        final List<SourceNode> nodes =
                plan.entries().stream().map(SourceNode.class::cast).toList();
        final PolledSource.Shared polled =
                new PolledSource.Shared(clock, options.batchSlots(), metrics, new Leads(nodes), ticks);
        final InlineSource.Shared shared = new InlineSource.Shared(symbols, sequences, input, stage, batch, polled);
        for (int i = 0; i < plan.entries().size(); i++) {
            sources.add(InlineSource.open((SourceNode) plan.entries().get(i), i, shared));
        }
    }

    private void work() {
        try {
            final InlineLoop loop = new InlineLoop(
                    sources,
                    upkeep,
                    metrics,
                    clock,
                    waits.stages().newStrategy(),
                    new TickingStage(stage, input, ticks, 0));
            while (control.state() == RunState.RUNNING && !stage.hasEnded()) {
                loop.turn();
                questions.answer(stage);
            }
        } catch (final Throwable e) {
            failUnlessGivenUp(e);
        }
        finish();
    }

    /** A run that was stopped while its journal had no space ends as it would have otherwise. */
    private void failUnlessGivenUp(final Throwable cause) {
        if (journal == null || !journal.gaveUp()) {
            control.fail(cause);
        }
    }

    /** All that could be pushed was pushed in an earlier run. */
    private void finishIfEnded() {
        if (stage.hasEnded()) {
            finish();
        }
    }

    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        upkeep.finish();
        for (final InlineSource<?> source : sources) {
            guard(source::close);
        }
        if (!control.hasFailed()) {
            guard(upkeep::complete);
        }
        final boolean ended = stage.hasEnded();
        if (journal != null) {
            guard(journal::endCheckpoints);
        }
        guard(stage::close);
        if (journal != null) {
            guard(journal::close);
        }
        if (control.hasFailed()) {
            control.become(RunState.FAILED);
        } else if (ended) {
            control.become(RunState.ENDED);
        } else {
            control.become(RunState.STOPPED);
        }
    }

    private void guard(final Guarded action) {
        try {
            action.run();
        } catch (final Exception e) {
            control.fail(e);
        }
    }

    @FunctionalInterface
    private interface Guarded {
        void run() throws Exception;
    }

    @Override
    public RunState state() {
        return control.state();
    }

    @Override
    public Optional<Throwable> failure() {
        return control.failure();
    }

    @Override
    public RunMetrics metrics() {
        return metrics;
    }

    @Override
    public List<String> warnings() {
        return waits.warnings();
    }

    @Override
    public WatermarkExplanation explain() {
        return ask(Stage::explain);
    }

    @Override
    public WindowExplanation explainWindow(final String operator, final String key, final long startNs) {
        return ask(asked -> asked.explainWindow(operator, key, startNs));
    }

    /** Where events are pushed there is no thread of the run's: whoever asks answers, between two events. */
    private <A> A ask(final Function<Stage, A> question) {
        if (!pushed) {
            return questions.ask(question, stage, () -> control.state().isOver());
        }
        working.lock();
        try {
            return question.apply(stage);
        } finally {
            working.unlock();
        }
    }

    @Override
    public <F extends Flyweight> Publisher<F> publisher(final String source, final RecordType<?, F> type) {
        for (final InlineSource<?> each : sources) {
            if (each.name().equals(source) && each.isPushed()) {
                enter();
                return new InlinePublisher<>(this, each.publishers(), each.newPublisher(type));
            }
        }
        throw new IllegalArgumentException("pipeline '" + pipeline.name() + "' has no push source '" + source + "'");
    }

    /** Checks that there is still something to push into. */
    void enter() {
        if (control.state() != RunState.RUNNING) {
            throw control.turnAway();
        }
    }

    /**
     * Begins the work on something pushed: other threads that push wait, and nobody closes the run meanwhile. Returns
     * the time.
     */
    long begin() {
        working.lock();
        if (working.getHoldCount() > 1) {
            working.unlock();
            throw new IllegalStateException("something was published from within the work on an event");
        }
        if (control.state() != RunState.RUNNING) {
            working.unlock();
            throw control.turnAway();
        }
        return clock.nowNs();
    }

    /** Ends what {@link #begin} began, and the run if it was stopped meanwhile. */
    void end() {
        working.unlock();
        if (control.state() == RunState.STOPPING) {
            finishPushed();
        }
    }

    /** An event has been worked on whose latency counts from a time. */
    void worked(final long fromNs) {
        final long nowNs = clock.nowNs();
        metrics.latency().record(nowNs - fromNs, 1);
        try {
            upkeep.worked(nowNs);
            upkeep.flush();
        } catch (final Exception e) {
            failed(e);
        }
    }

    /** A mark has been worked on. */
    void marked() {
        upkeep.publish();
        if (stage.hasEnded()) {
            finish();
        }
    }

    /** Runs when a push failed. */
    void failed(final Throwable cause) {
        failUnlessGivenUp(cause);
        finish();
    }

    @Override
    public Optional<JournalProgress> journal() {
        return Optional.ofNullable(journal);
    }

    @Override
    public void stop() {
        control.become(RunState.STOPPING);
        if (pushed && working.tryLock()) {
            working.unlock();
            finishPushed();
        }
    }

    /** Finishes, unless this thread is in the midst of an event: then that comes first. */
    private void finishPushed() {
        working.lock();
        try {
            if (working.getHoldCount() == 1) {
                finish();
            }
        } finally {
            working.unlock();
        }
    }

    @Override
    public boolean await(final Duration timeout) throws InterruptedException {
        return control.await(timeout);
    }

    @Override
    public void join() throws InterruptedException {
        control.join();
    }

    @Override
    public void close() {
        if (control.state().isOver()) {
            return;
        }
        control.become(RunState.STOPPING);
        if (pushed) {
            finishPushed();
            return;
        }
        if (Thread.currentThread() == poller) {
            return;
        }
        try {
            while (!control.await(Duration.ofSeconds(1))) {
                poller.interrupt();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
