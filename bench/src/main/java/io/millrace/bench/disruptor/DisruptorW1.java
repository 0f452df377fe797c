package io.millrace.bench.disruptor;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W1 over a raw Disruptor: the calling thread makes the trades and publishes them one by one, another one works on them
 * in the limit's loop. The ring's events are the limit's slots, found by their sequence.
 */
public final class DisruptorW1 {
    private static final int SLOTS = 4_096; // as many as the ringed layout has by default

    private final BenchInput input;
    private final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * LimitW1.SLOT));
    private final RingBuffer<Object> ring;
    private final LimitW1 limit;

    private DisruptorW1(final BenchInput input) {
        this.input = input;
        limit = new LimitW1(input);
        final Object slot = new Object();
        ring = RingBuffer.createSingleProducer(() -> slot, SLOTS, new YieldingWaitStrategy());
    }

    private static int slot(final long sequence) {
        return (int) (sequence & SLOTS - 1) * LimitW1.SLOT;
    }

    private void publish() {
        long s = input.seed();
        for (long i = 0, n = input.events(); i < n; i++) {
            s = BenchInput.next(s);
            final long sequence = ring.next();
            final int slot = slot(sequence);
            slots.putLong(slot, input.timeNs(i, s));
            slots.putLong(slot + 8, input.key(s));
            slots.putLong(slot + 16, BenchInput.price(s));
            slots.putLong(slot + 24, BenchInput.quantity(s));
            ring.publish(sequence);
        }
    }

    /** Counts down to the last event. */
    private static final class Handler implements EventHandler<Object> {
        private final DisruptorW1 work;
        private final CountDownLatch done = new CountDownLatch(1);
        private final long disorderNs;
        private final long lastSequence;

        Handler(final DisruptorW1 work) {
            this.work = work;
            disorderNs = work.input.disorderNs();
            lastSequence = work.input.events() - 1;
        }

        @Override
        public void onEvent(final Object event, final long sequence, final boolean endOfBatch) {
            work.limit.onTrade(work.slots, slot(sequence), disorderNs);
            if (sequence == lastSequence) {
                done.countDown();
            }
        }
    }

    private Answer run() throws InterruptedException {
        final Handler handler = new Handler(this);
        final BatchEventProcessor<Object> processor =
                new BatchEventProcessorBuilder().build(ring, ring.newBarrier(), handler);
        ring.addGatingSequences(processor.getSequence());
        final Thread thread = new Thread(processor, "bench-disruptor");
        final long begin = System.nanoTime();
        thread.start();
        try {
            publish();
            if (input.events() > 0) {
                handler.done.await();
            }
        } finally {
            processor.halt();
            thread.join();
        }
        return limit.finish(begin);
    }

    /**
     * Does the work once.
     *
     * @param input the input; it has to {@linkplain LimitW1#fits fit}.
     * @return what it found.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public static Answer run(final BenchInput input) throws InterruptedException {
        return new DisruptorW1(input).run();
    }
}
