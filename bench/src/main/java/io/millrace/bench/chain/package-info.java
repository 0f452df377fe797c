/** A chain of eight small operators, four filters and four maps: fused by the engine, and by hand in one loop. */
package io.millrace.bench.chain;
