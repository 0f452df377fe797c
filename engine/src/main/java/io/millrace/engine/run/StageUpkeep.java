package io.millrace.engine.run;

import io.millrace.engine.recovery.RunJournal;
import io.millrace.engine.stage.Stage;

/** What is to be done around the batches of a stage, whatever the layout. <b>Used on the stage's thread.</b> */
final class StageUpkeep {
    private static final int BATCHES_BETWEEN_FLUSHES = 64;

    private final Stage stage;
    private final StageMetrics stageMetrics;
    private final RunJournal journal;
    private final RunMetrics metrics;
    private int batchesSinceFlush;

    /** For a stage; {@code first} says whether it is the one that the sources feed; a journal may be null. */
    StageUpkeep(final Stage stage, final RunMetrics metrics, final boolean first, final RunJournal journal) {
        this.stage = stage;
        this.metrics = metrics;
        this.journal = journal;
        stageMetrics = new StageMetrics(stage, metrics, first);
    }

    /** A batch has been worked on. */
    void worked(final long nowNs) throws Exception {
        if (metrics.firstEventNs() == 0) {
            metrics.firstEventCell().compareAndSet(0, nowNs);
        }
        stageMetrics.publish();
        if (++batchesSinceFlush == BATCHES_BETWEEN_FLUSHES) {
            flush();
        }
    }

    /** There is nothing at hand: sinks make visible what they had. */
    void flush() throws Exception {
        batchesSinceFlush = 0;
        if (journal == null) {
            stage.flush();
        } else {
            journal.worked();
        }
    }

    /** Everything has been worked off, and nothing failed. */
    void complete() throws Exception {
        if (journal == null) {
            stage.flush();
        } else {
            journal.finish();
        }
    }

    /** Publishes the figures. */
    void publish() {
        stageMetrics.publish();
    }

    /** Publishes the last figures. Call it once, before the stage is closed. */
    void finish() {
        stageMetrics.publish();
        stageMetrics.publishOpen();
    }
}
