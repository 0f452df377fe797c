/**
 * Checkpoints: where they are stored, whole or not at all. What is in their sections is the engine's business.
 *
 * <p>A checkpoint is written by one thread through a {@link io.millrace.journal.checkpoint.CheckpointWriter} and read
 * through a {@link io.millrace.journal.checkpoint.StoredCheckpoint}; a
 * {@link io.millrace.journal.checkpoint.CheckpointStore} knows which there are.
 */
package io.millrace.journal.checkpoint;
