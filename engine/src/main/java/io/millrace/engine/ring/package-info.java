/**
 * Rings: slots off the heap that some threads fill and one empties, sequenced by the Disruptor. No other package knows
 * it.
 *
 * <p>Waiting is done here and not by the Disruptor, so that nobody waits for a thread that has died: whoever waits for
 * room looks at the run's {@link io.millrace.engine.ring.RingGate} between attempts.
 */
package io.millrace.engine.ring;
