package io.millrace.bench.journal;

import io.millrace.bench.report.Percentiles;
import io.millrace.engine.recovery.CheckpointTaken;
import io.millrace.engine.recovery.RecoveryListener;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the run's thread takes for what it does in one go, before, during and after a checkpoint. <b>Used by the
 * run's thread</b>, read when the run is over.
 */
public final class CheckpointSlices implements RecoveryListener {
    /** Before the checkpoint was due. */
    public final Part before = new Part();

    /** From when it was due until it was announced: its begin and its end are among them. */
    public final Part during = new Part();

    /** Behind. */
    public final Part after = new Part();

    /** A part of the run. */
    public static final class Part {
        /** From leaving the source to being back: a batch, with all that the engine does around it. */
        public final Percentiles turns = new Percentiles();

        /** Parts of a turn: to the first result, from one to the next, from the last to being back at the source. */
        public final Percentiles steps = new Percentiles();

        private Part() {}
    }

    private Part now = before;
    private long leftNs;
    private long lastNs;
    private long restartNs;

    private final List<CheckpointTaken> taken = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    /** Starts with nothing measured. */
    public CheckpointSlices() {}

    @Override
    public void onCheckpoint(final CheckpointTaken checkpoint) {
        taken.add(checkpoint);
    }

    @Override
    public void onMessage(final String message) {
        messages.add(message);
    }

    void restarted(final long ns) {
        restartNs = ns;
    }

    /**
     * How long it took to start the run again, which reads the last checkpoint.
     *
     * @return nanoseconds.
     */
    public long restartNs() {
        return restartNs;
    }

    /** The source is left, with events or without. */
    void leave(final Part part) {
        now = part;
        leftNs = System.nanoTime();
        lastNs = leftNs;
    }

    /** There is a result. */
    void result() {
        if (leftNs != 0) {
            final long atNs = System.nanoTime();
            now.steps.record(atNs - lastNs, 1);
            lastNs = atNs;
        }
    }

    /** The thread is back at the source. */
    void back(final long atNs) {
        if (leftNs != 0) {
            now.steps.record(atNs - lastNs, 1);
            now.turns.record(atNs - leftNs, 1);
        }
    }

    boolean isTaken() {
        return !taken.isEmpty();
    }

    /**
     * The checkpoints: that under events first, then the one at the end.
     *
     * @return what the run said of them.
     */
    public List<CheckpointTaken> taken() {
        return List.copyOf(taken);
    }

    /**
     * What the run had to say, for example why a checkpoint failed.
     *
     * @return lines.
     */
    public List<String> messages() {
        return List.copyOf(messages);
    }
}
