/** What a journal costs: W1 with it and without, the same appends by hand, replay, checkpoints, restart. */
package io.millrace.bench.journal;
