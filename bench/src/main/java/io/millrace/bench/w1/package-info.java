/**
 * W1: per key, tumbling windows of 1 ms with count, notional, volume, high and low, in bounded disorder. The same work
 * through the engine, by hand in one loop, and as one would write it first.
 */
package io.millrace.bench.w1;
