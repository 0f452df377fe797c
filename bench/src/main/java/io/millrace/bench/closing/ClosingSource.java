package io.millrace.bench.closing;

import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;

/**
 * Makes the input of W1 so that an event that closes a window is the last of its batch: asked for the next batch, all
 * results of the window are out. <b>Used by the run's one thread.</b>
 */
final class ClosingSource implements Source<BenchTradeFlyweight> {
    private final BenchInput input;
    private final ClosingSink closings;
    private long index;
    private long state;
    private long latestNs = Long.MIN_VALUE;

    ClosingSource(final BenchInput input, final ClosingSink closings) {
        this.input = input;
        this.closings = closings;
        state = input.seed();
    }

    @Override
    public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
        closings.batchEnded();
        int count = 0;
        while (count < limit && index < input.events()) {
            state = BenchInput.next(state);
            final long timeNs = input.timeNs(index, state);
            out.claim()
                    .timeNs(timeNs)
                    .key(input.key(state))
                    .price(BenchInput.price(state))
                    .quantity(BenchInput.quantity(state));
            out.commit();
            index++;
            count++;
            if (timeNs > latestNs) {
                final boolean closing = window(timeNs) > window(latestNs);
                latestNs = timeNs;
                if (closing) {
                    return count;
                }
            }
        }
        return count == 0 ? END_OF_INPUT : count;
    }

    /** The window whose end the watermark has passed with an event of that time. */
    private long window(final long timeNs) {
        // The watermark is the time minus the disorder minus 1, and a window fires when it reaches the end minus 1.
        return timeNs == Long.MIN_VALUE ? timeNs : Math.floorDiv(timeNs - input.disorderNs(), BenchInput.WINDOW_NS);
    }
}
