package io.millrace.journal;

/**
 * The kinds of excerpts that the journal itself knows. Others are the engine's, and opaque here.
 *
 * <p>Thread-safe: constants.
 */
public final class ExcerptKind {
    /** The description of an epoch: layouts, options, the hash of the pipeline's classes; opaque to the journal. */
    public static final int EPOCH = 1;
    /** Slots as they stand. */
    public static final int BATCH = 2;
    /** A checkpoint was stored: see {@link CheckpointMark}. */
    public static final int CHECKPOINT = 3;
    /** The first number that an engine may use for kinds of its own. */
    public static final int FIRST_OF_ENGINE = 16;

    private ExcerptKind() {}
}
