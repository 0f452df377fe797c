/** The interval join: events of two streams whose times lie within bounds of each other. */
package io.millrace.windowing.join.interval;
