/** Latency figures: HdrHistogram, saturating, never corrected for coordinated omission: intended times do that. */
package io.millrace.engine.latency;
