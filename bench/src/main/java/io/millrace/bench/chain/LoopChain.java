package io.millrace.bench.chain;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The chain in one hand-written loop. Events pass through slots of off-heap memory as they do in the engine. What the
 * maps make is either a record off the heap, each its own, which is the same work; or it stays in local variables, as
 * nobody could write it who reads and writes records. <b>Used by one thread.</b>
 */
public final class LoopChain {
    private static final int SLOT = 32; // time, key, price, quantity
    private static final int MAPS = 4;
    private static final int SLOTS = 1_024;

    private final BenchInput input;
    private long index;
    private long state;
    private long results;
    private long checksum;

    private LoopChain(final BenchInput input) {
        this.input = input;
        state = input.seed();
    }

    private void onTrade(final UnsafeBuffer slots, final int slot) {
        long quantity = slots.getLong(slot + 24);
        if (!ChainSteps.isTraded(quantity)) {
            return;
        }
        long price = ChainSteps.marked(slots.getLong(slot + 16), quantity);
        if (!ChainSteps.isOffGrid(price)) {
            return;
        }
        final long key = slots.getLong(slot + 8);
        quantity = ChainSteps.weighted(quantity, key);
        if (!ChainSteps.isNotRound(quantity)) {
            return;
        }
        price = ChainSteps.discounted(price, quantity);
        if (!ChainSteps.isNotSeven(price)) {
            return;
        }
        quantity = ChainSteps.mixed(quantity, price);
        results++;
        checksum += ChainSteps.hash(slots.getLong(slot), key, price, quantity);
    }

    /** The same, but that every map makes a record of what it was given. */
    private void onRecord(final UnsafeBuffer slots, final int slot, final UnsafeBuffer made) {
        if (!ChainSteps.isTraded(slots.getLong(slot + 24))) {
            return;
        }
        made.putLong(0, slots.getLong(slot));
        made.putLong(8, slots.getLong(slot + 8));
        made.putLong(16, ChainSteps.marked(slots.getLong(slot + 16), slots.getLong(slot + 24)));
        made.putLong(24, slots.getLong(slot + 24));
        if (!ChainSteps.isOffGrid(made.getLong(16))) {
            return;
        }
        made.putLong(32, made.getLong(0));
        made.putLong(40, made.getLong(8));
        made.putLong(48, made.getLong(16));
        made.putLong(56, ChainSteps.weighted(made.getLong(24), made.getLong(8)));
        if (!ChainSteps.isNotRound(made.getLong(56))) {
            return;
        }
        onSecondHalf(made);
    }

    /** In a method of its own only because the compiler inlines no method that is longer than both together. */
    private void onSecondHalf(final UnsafeBuffer made) {
        made.putLong(64, made.getLong(32));
        made.putLong(72, made.getLong(40));
        made.putLong(80, ChainSteps.discounted(made.getLong(48), made.getLong(56)));
        made.putLong(88, made.getLong(56));
        if (!ChainSteps.isNotSeven(made.getLong(80))) {
            return;
        }
        made.putLong(96, made.getLong(64));
        made.putLong(104, made.getLong(72));
        made.putLong(112, made.getLong(80));
        made.putLong(120, ChainSteps.mixed(made.getLong(88), made.getLong(80)));
        results++;
        checksum += ChainSteps.hash(made.getLong(96), made.getLong(104), made.getLong(112), made.getLong(120));
    }

    /** Makes an event in its slot. */
    private void make(final UnsafeBuffer slots, final int slot) {
        state = BenchInput.next(state);
        final long s = state;
        slots.putLong(slot, input.timeNs(index, s));
        slots.putLong(slot + 8, input.key(s));
        slots.putLong(slot + 16, BenchInput.price(s));
        slots.putLong(slot + 24, BenchInput.quantity(s));
        index++;
    }

    /** Once round the slots; a call of its own, so that it is compiled as a whole and not from within a loop. */
    private void round(final UnsafeBuffer slots, final int count) {
        for (int slot = 0; slot < count * SLOT; slot += SLOT) {
            make(slots, slot);
            onTrade(slots, slot);
        }
    }

    private void round(final UnsafeBuffer slots, final int count, final UnsafeBuffer made) {
        for (int slot = 0; slot < count * SLOT; slot += SLOT) {
            make(slots, slot);
            onRecord(slots, slot, made);
        }
    }

    /**
     * Does the work once, in local variables.
     *
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final BenchInput input) {
        return run(input, null);
    }

    /**
     * Does the work once, with a record for each map.
     *
     * @param input the input.
     * @return what it found.
     */
    public static Answer runWithRecords(final BenchInput input) {
        return run(input, new UnsafeBuffer(ByteBuffer.allocateDirect(MAPS * SLOT)));
    }

    private static Answer run(final BenchInput input, final UnsafeBuffer made) {
        final LoopChain chain = new LoopChain(input);
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * SLOT));
        final long begin = System.nanoTime();
        while (chain.index < input.events()) {
            final int count = (int) Math.min(SLOTS, input.events() - chain.index);
            if (made == null) {
                chain.round(slots, count);
            } else {
                chain.round(slots, count, made);
            }
        }
        return new Answer(chain.results, chain.checksum, System.nanoTime() - begin);
    }
}
