/**
 * Runs: a pipeline at work, from start to end of input, stop or failure. Here are the threads, the clock and the
 * waiting.
 */
package io.millrace.engine.run;
