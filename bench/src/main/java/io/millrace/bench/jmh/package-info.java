/** Microbenchmarks for JMH; each compares its answer with one found another way, and fails where they differ. */
package io.millrace.bench.jmh;
