package io.millrace.engine.ring;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/** Never waits: our own loops do that. */
final class CursorOnly implements WaitStrategy {
    @Override
    public long waitFor(
            final long sequence,
            final Sequence cursor,
            final Sequence dependentSequence,
            final SequenceBarrier barrier) {
        return dependentSequence.get();
    }

    @Override
    public void signalAllWhenBlocking() {
        // Nobody blocks.
    }
}
