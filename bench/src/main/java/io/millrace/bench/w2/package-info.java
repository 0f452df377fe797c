/** W2: statistics of trades by key over sliding windows, in several ways. */
package io.millrace.bench.w2;
