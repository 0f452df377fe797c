/**
 * Operator state off the heap: an {@link io.millrace.state.Arena} of 4 KiB segments, keyed tables of fixed-size cells
 * in it, and what is built from them.
 *
 * <p>Everything that a restart needs lies in the arena, found by stable ids through its catalogue of roots. Indexes
 * over the cells lie outside, are derived, and are rebuilt on restore. Nothing here starts a thread, reads a clock or
 * opens a file, and nothing allocates on the heap once it is built. <b>One thread writes an arena and all that lives in
 * it.</b>
 */
package io.millrace.state;
