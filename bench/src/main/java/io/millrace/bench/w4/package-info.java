/**
 * W4: per key, every trade with the last quote at or before its time, in bounded disorder. The same work through the
 * engine, by hand in one loop, and as one would write it first.
 */
package io.millrace.bench.w4;
