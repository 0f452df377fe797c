/**
 * Runs that outlive their process: what enters a run is journaled before it is worked on, and a later run goes on where
 * an earlier one stopped.
 */
package io.millrace.engine.recovery;
