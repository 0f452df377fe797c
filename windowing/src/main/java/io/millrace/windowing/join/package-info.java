/**
 * Joins of two keyed streams: what they are declared as and whom they tell. The algorithms lie in the packages below;
 * {@link io.millrace.windowing.join.cells.KeyedJoin} is what they have in common.
 */
package io.millrace.windowing.join;
