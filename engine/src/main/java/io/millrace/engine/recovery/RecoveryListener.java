package io.millrace.engine.recovery;

/** Is told how a recovery gets on. Called on the thread that starts the run. */
public interface RecoveryListener {
    /** Tells nobody. */
    RecoveryListener SILENT = new RecoveryListener() {};

    /**
     * Something that a user should know: damage that was cut off, a checkpoint that was passed over, no space left.
     *
     * @param message one line.
     */
    default void onMessage(final String message) {}

    /**
     * The journal is being worked off again. Called every few hundred milliseconds.
     *
     * @param position up to which slots have been worked off.
     * @param endPosition where the journal ends.
     */
    default void onProgress(final long position, final long endPosition) {}

    /**
     * A checkpoint was stored. Called on the stage's thread.
     *
     * @param checkpoint what was stored.
     */
    default void onCheckpoint(final CheckpointTaken checkpoint) {}

    /**
     * The state is what it was.
     *
     * @param recovered what was done.
     */
    default void onRecovered(final Recovered recovered) {}
}
