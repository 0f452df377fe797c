/**
 * The journal: what a run took in, in order, and kept so that it can be run again.
 *
 * <p>A {@link io.millrace.journal.Journal} holds <b>excerpts</b>. Most are batches of slots, each slot with a
 * <b>position</b>: its number, from 0 over the journal's whole life. Others hold no slots: an epoch's description, a
 * checkpoint's mark, and what the engine wants to keep beside the input. One thread appends through a
 * {@link io.millrace.journal.JournalWriter}; any number of {@link io.millrace.journal.JournalReader}s read.
 *
 * <p>Two implementations keep the same contract: {@code io.millrace.journal.queue} on disk,
 * {@code io.millrace.journal.memory} for tests.
 */
package io.millrace.journal;
