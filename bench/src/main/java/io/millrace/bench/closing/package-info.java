/** What a result of a closing window costs: W1, by itself. */
package io.millrace.bench.closing;
