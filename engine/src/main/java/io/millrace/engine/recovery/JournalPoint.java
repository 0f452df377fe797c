package io.millrace.engine.recovery;

/** The instants in the life of a batch at which a process may die, in order. */
enum JournalPoint {
    /** Everything before the batch is worked off; the batch is nowhere but in memory. */
    BEFORE_WRITE,
    /** The batch is journaled. */
    AFTER_WRITE,
    /** The batch is worked on; what came of it may be anywhere between a buffer and a file. */
    AFTER_PROCESS,
    /** Outputs are about to store how many results they have. */
    BEFORE_COMMIT,
    /** They have. */
    AFTER_COMMIT
}
