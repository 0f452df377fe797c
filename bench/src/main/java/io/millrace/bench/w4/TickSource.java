package io.millrace.bench.w4;

import io.millrace.bench.work.BenchInput;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;

/** Makes the input of W4 inside the run. <b>Used by one thread.</b> */
final class TickSource implements Source<BenchTickFlyweight> {
    private final BenchInput input;
    private long index;
    private long state;

    TickSource(final BenchInput input) {
        this.input = input;
        state = input.seed();
    }

    @Override
    public int poll(final Publisher<BenchTickFlyweight> out, final int limit) {
        final int count = (int) Math.min(limit, input.events() - index);
        if (count == 0) {
            return END_OF_INPUT;
        }
        long s = state;
        for (long i = index, end = index + count; i < end; i++) {
            s = BenchInput.next(s);
            out.claim()
                    .timeNs(input.timeNs(i, s))
                    .key(input.key(s))
                    .price(BenchInput.price(s))
                    .quantity(BenchInput.quantity(s))
                    .side(i & 1);
            out.commit();
        }
        state = s;
        index += count;
        return count;
    }
}
