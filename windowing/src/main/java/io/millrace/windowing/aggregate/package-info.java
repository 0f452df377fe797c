/**
 * Ready-made aggregates, several at once over one window. Begin with
 * {@link io.millrace.windowing.aggregate.Aggregates}.
 *
 * <p>They are built of columns that each work on a field; one's own {@link io.millrace.windowing.Aggregate} over a
 * generated accumulator is faster, since the compiler then sees all of it in one place.
 */
package io.millrace.windowing.aggregate;
