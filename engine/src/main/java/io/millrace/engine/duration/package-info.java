/** Durations as people write them. */
package io.millrace.engine.duration;
