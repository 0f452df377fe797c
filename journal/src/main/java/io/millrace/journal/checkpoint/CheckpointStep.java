package io.millrace.journal.checkpoint;

/** The steps of storing a checkpoint, in order: a process may die at each, and what is there then is told. */
public enum CheckpointStep {
    /** Nothing is written. */
    BEFORE_FILE,
    /** A temporary file holds the header and some sections; it is deleted later. */
    WITHIN_FILE,
    /** The temporary file is whole, and may not have reached the disk. */
    BEFORE_SYNC,
    /** The temporary file is whole and on the disk. */
    BEFORE_RENAME,
    /** The checkpoint has its name; after a power cut it may not. */
    AFTER_RENAME,
    /** The same, right before the folder is synced. */
    BEFORE_FOLDER_SYNC,
    /** The checkpoint is stored. */
    STORED
}
