/** The join with a broadcast stream: every event meets every entry of a table. */
package io.millrace.windowing.join.broadcast;
