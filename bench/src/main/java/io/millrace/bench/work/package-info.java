/** What all benchmarks share: the trades that they work on, made from a seed, and the answer that they have to find. */
package io.millrace.bench.work;
