/**
 * The as-of join: every event of the left stream with one event of the right stream, the one that was valid at its time
 * or that was known when it came.
 */
package io.millrace.windowing.join.asof;
