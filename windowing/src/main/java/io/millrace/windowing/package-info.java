/**
 * Event-time windows: where windows lie ({@link io.millrace.windowing.Windows}) and what is computed over them
 * ({@link io.millrace.windowing.Aggregate}).
 *
 * <p>Everything here and in the subpackages is a pure algorithm: no threads, no clocks, no files. Times are nanoseconds
 * since the Unix epoch and may be negative. A watermark W says that no more events with a time of W or less will come;
 * {@link java.lang.Long#MIN_VALUE} means that there is none yet, {@link java.lang.Long#MAX_VALUE} that the input has
 * ended.
 */
package io.millrace.windowing;
