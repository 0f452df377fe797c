package io.millrace.bench.work;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;

/** Makes the input of the benchmarks inside the run. <b>Used by one thread.</b> */
public final class BenchSource implements Source<BenchTradeFlyweight> {
    private final BenchInput input;
    private long index;
    private long state;

    /**
     * Starts before the first event.
     *
     * @param input the input to make.
     */
    public BenchSource(final BenchInput input) {
        this.input = input;
        state = input.seed();
    }

    @Override
    public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
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
                    .quantity(BenchInput.quantity(s));
            out.commit();
        }
        state = s;
        index += count;
        return count;
    }
}
