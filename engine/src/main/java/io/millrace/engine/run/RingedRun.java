package io.millrace.engine.run;

import io.millrace.engine.Pipeline;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.recovery.JournalProgress;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.stage.Stage;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run with a thread per source that is polled, a ring, a thread for the operators, and a further ring and thread
 * behind each stage boundary.
 */
final class RingedRun implements Run {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int LOOKS_BEFORE_INTERRUPT = 50;
    private static final int LOOKS_BEFORE_LEAVING = 100;
    private static final long JOIN_MILLIS = 1_000;

    private final Pipeline pipeline;
    private final RunControl control;
    private final RunMetrics metrics;
    private final RingedLife life;
    private final RingedAssembly parts;
    private final List<Thread> stageThreads = new ArrayList<>();
    private final AtomicInteger openStages;

    private RingedRun(final Pipeline pipeline, final RunOptions options) throws Exception {
        this.pipeline = pipeline;
        control = new RunControl(pipeline.name());
        metrics = new RunMetrics(RunMetrics.sinkNames(pipeline));
        life = new RingedLife(control);
        parts = new RingedAssembly(pipeline, options, metrics, life);
        openStages = new AtomicInteger(parts.stages.size());
        for (final StageThread stage : parts.stages) {
            stage.epilogue(this::stageFinished);
            final String suffix = stageThreads.isEmpty() ? "" : "-" + stage.name();
            stageThreads.add(new Thread(stage, "millrace-" + pipeline.name() + suffix));
        }
    }

    static Run start(final Pipeline pipeline, final RunOptions options) {
        final RingedRun run;
        try {
            run = new RingedRun(pipeline, options);
        } catch (final IllegalArgumentException e) {
            throw e;
        } catch (final Exception e) {
            throw new RunFailedException(pipeline.name(), e);
        }
        run.begin();
        return run;
    }

    /** Starts the threads. Sources are opened on their own; none is polled before all of them are open. */
    private void begin() {
        stageThreads.forEach(Thread::start);
        parts.crew.start();
        try {
            parts.opened.await();
        } catch (final InterruptedException e) {
            life.fail(e);
            Thread.currentThread().interrupt();
        }
        if (control.hasFailed()) {
            parts.begin.countDown();
            close();
            throw new RunFailedException(pipeline.name(), control.failure().orElseThrow());
        }
        control.become(RunState.RUNNING);
        parts.begin.countDown();
    }

    /** Runs on each stage's thread at its end; the last one settles how the run ended. */
    private void stageFinished() {
        if (openStages.decrementAndGet() != 0) {
            return;
        }
        final boolean ended = parts.stages.stream().allMatch(StageThread::hasEnded);
        if (!ended) {
            life.gate().giveUp();
        }
        parts.crew.awaitClosed();
        life.gate().giveUp();
        if (control.hasFailed()) {
            control.become(RunState.FAILED);
        } else if (ended) {
            control.become(RunState.ENDED);
        } else {
            control.become(RunState.STOPPING);
            control.become(RunState.STOPPED);
        }
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
        return life.warnings();
    }

    @Override
    public WatermarkExplanation explain() {
        return parts.stages.get(0).ask(Stage::explain, () -> control.state().isOver());
    }

    @Override
    public WindowExplanation explainWindow(final String operator, final String key, final long startNs) {
        return parts.stages
                .get(0)
                .ask(
                        stage -> stage.explainWindow(operator, key, startNs),
                        () -> control.state().isOver());
    }

    @Override
    public <F extends Flyweight> Publisher<F> publisher(final String source, final RecordType<?, F> type) {
        for (final PushSource each : parts.pushSources) {
            if (each.name().equals(source)) {
                if (!life.takesInput()) {
                    throw control.turnAway();
                }
                return each.publisher(type);
            }
        }
        throw new IllegalArgumentException("pipeline '" + pipeline.name() + "' has no push source '" + source + "'");
    }

    @Override
    public Optional<JournalProgress> journal() {
        return Optional.ofNullable(parts.journal());
    }

    @Override
    public void stop() {
        control.become(RunState.STOPPING);
        life.gate().close();
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
        stop();
        if (stageThreads.contains(Thread.currentThread())) {
            return;
        }
        try {
            awaitProgress();
            for (final Thread thread : stageThreads) {
                thread.join(JOIN_MILLIS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for as long as the stages get on; one that is stuck in a user's function is interrupted, then left behind.
     */
    private void awaitProgress() throws InterruptedException {
        long before = 0;
        int looksWithoutProgress = 0;
        while (!control.await(LOOK_EVERY)) {
            final long now =
                    parts.stages.stream().mapToLong(StageThread::released).sum();
            looksWithoutProgress = now == before ? looksWithoutProgress + 1 : 0;
            before = now;
            if (looksWithoutProgress == LOOKS_BEFORE_INTERRUPT) {
                stageThreads.forEach(Thread::interrupt);
            }
            if (looksWithoutProgress == LOOKS_BEFORE_LEAVING) {
                life.fail(new IllegalStateException("pipeline '" + pipeline.name()
                        + "' did not stop: a stage is stuck in a function, a source or a sink"));
                control.become(RunState.FAILED);
                return;
            }
        }
    }
}
