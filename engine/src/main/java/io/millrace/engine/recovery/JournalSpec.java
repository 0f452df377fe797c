package io.millrace.engine.recovery;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.SyncPolicy;
import io.millrace.journal.checkpoint.CheckpointStore;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.queue.QueueJournal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a run is journaled. Immutable.
 *
 * <p>A run with a journal that holds something goes on with it: it takes up the state, works off again what came after
 * the newest checkpoint, and has its sources go on behind what is journaled.
 */
public final class JournalSpec {
    /** Folder of the checkpoints, in that of the journal. */
    public static final String CHECKPOINTS = "checkpoints";

    private final Function<JournalOptions, Journal> opener;
    private final String name;
    private final JournalOptions journal;
    private final Map<String, String> options;
    private final RecoveryListener listener;
    private final Checkpoints checkpoints;
    private final JournalPoints points;

    private JournalSpec(
            final Function<JournalOptions, Journal> opener,
            final String name,
            final JournalOptions journal,
            final Map<String, String> options,
            final RecoveryListener listener,
            final Checkpoints checkpoints,
            final JournalPoints points) {
        this.opener = opener;
        this.name = name;
        this.journal = journal;
        this.options = options;
        this.listener = listener;
        this.checkpoints = checkpoints;
        this.points = points;
    }

    /** Where checkpoints go, and when. */
    private record Checkpoints(Supplier<CheckpointStore> store, CheckpointPlan plan) {}

    /**
     * A journal in a folder.
     *
     * @param folder the folder; made when it is not there.
     * @return the specification, with default options.
     */
    public static JournalSpec in(final Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new JournalSpec(
                journal -> QueueJournal.openForWriting(folder, journal),
                folder.toString(),
                JournalOptions.defaults(),
                Map.of(),
                RecoveryListener.SILENT,
                new Checkpoints(
                        () -> FolderCheckpointStore.open(folder.resolve(CHECKPOINTS)), CheckpointPlan.defaults()),
                JournalPoints.NONE);
    }

    /**
     * A journal that somebody else opens, for tests.
     *
     * @param name its name, for errors.
     * @param opener opens it; called once for each run.
     * @return the specification, with default options.
     */
    public static JournalSpec by(final String name, final Function<JournalOptions, Journal> opener) {
        return new JournalSpec(
                opener,
                name,
                JournalOptions.defaults(),
                Map.of(),
                RecoveryListener.SILENT,
                new Checkpoints(() -> null, CheckpointPlan.defaults()),
                JournalPoints.NONE);
    }

    /**
     * This specification with a sync policy.
     *
     * @param sync when what was appended is forced to the disk.
     * @return the specification.
     */
    public JournalSpec withSync(final SyncPolicy sync) {
        return with(journal.withSync(sync));
    }

    /**
     * This specification with other options of the journal itself.
     *
     * @param newJournal the options.
     * @return the specification.
     */
    public JournalSpec with(final JournalOptions newJournal) {
        return new JournalSpec(opener, name, newJournal, options, listener, checkpoints, points);
    }

    /**
     * This specification with an option of the application's that changes results. A run that goes on with the journal
     * must have the same.
     *
     * @param option its name.
     * @param value its value.
     * @return the specification.
     */
    public JournalSpec withOption(final String option, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(options);
        more.put(Objects.requireNonNull(option, "option"), Objects.requireNonNull(value, "value"));
        return new JournalSpec(opener, name, journal, more, listener, checkpoints, points);
    }

    /**
     * This specification with somebody who is told how recovery gets on.
     *
     * @param newListener who is told.
     * @return the specification.
     */
    public JournalSpec withListener(final RecoveryListener newListener) {
        return new JournalSpec(
                opener,
                name,
                journal,
                options,
                Objects.requireNonNull(newListener, "newListener"),
                checkpoints,
                points);
    }

    /**
     * This specification with another plan of checkpoints.
     *
     * @param plan when they are taken.
     * @return the specification.
     */
    public JournalSpec withCheckpoints(final CheckpointPlan plan) {
        return new JournalSpec(
                opener,
                name,
                journal,
                options,
                listener,
                new Checkpoints(checkpoints.store, Objects.requireNonNull(plan, "plan")),
                points);
    }

    /**
     * This specification with another place for checkpoints.
     *
     * @param store opens it; {@code null} for no checkpoints at all.
     * @return the specification.
     */
    public JournalSpec withCheckpointsIn(final Supplier<CheckpointStore> store) {
        return new JournalSpec(
                opener, name, journal, options, listener, new Checkpoints(store, checkpoints.plan), points);
    }

    /** This specification with somebody who is told each point of the run. */
    JournalSpec withPoints(final JournalPoints told) {
        return new JournalSpec(opener, name, journal, options, listener, checkpoints, told);
    }

    JournalPoints points() {
        return points;
    }

    /** Opens the place for checkpoints; null if there is none. */
    CheckpointStore openCheckpoints() {
        return checkpoints.store.get();
    }

    CheckpointPlan plan() {
        return checkpoints.plan;
    }

    Journal open() {
        return opener.apply(journal);
    }

    /**
     * Name of the journal.
     *
     * @return the folder, for errors.
     */
    public String name() {
        return name;
    }

    Map<String, String> options() {
        return options;
    }

    RecoveryListener listener() {
        return listener;
    }
}
