/** Measurements of the state module: how long an insert takes while a table grows, and what a key costs in memory. */
package io.millrace.bench.state;
