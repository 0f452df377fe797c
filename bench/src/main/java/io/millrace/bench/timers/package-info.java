/** What a timer costs in a pipeline: registered and fired for every event. */
package io.millrace.bench.timers;
