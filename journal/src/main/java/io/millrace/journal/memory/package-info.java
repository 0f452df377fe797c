/**
 * The journal's contract in memory, for tests: a {@link io.millrace.journal.memory.MemoryDisk} that outlives its
 * journals and fails on demand.
 */
package io.millrace.journal.memory;
