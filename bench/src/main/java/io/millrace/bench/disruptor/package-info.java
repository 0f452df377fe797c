/** The same works behind a ring of the LMAX Disruptor, with no engine around: what the ringed layout is set against. */
package io.millrace.bench.disruptor;
