package io.millrace.bench.w4;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W4 by hand, in one loop over slots: quotes of a key in arrays in the order of time, trades that wait in a binary
 * heap, keys as indexes of arrays. It holds as many keys as fit into an array.
 */
public final class LoopW4 {
    private static final int SLOTS = 1 << 12;
    private static final int SLOT = 40;
    private static final int MAX_KEYS = 1 << 24;
    private static final int FIELDS = 3;

    private final BenchInput input;
    private final long[][] quotes;
    private final int[] quoteCounts;
    private long[] trades = new long[1 << 12];
    private int tradeCount;
    private long watermark = Long.MIN_VALUE;
    private long results;
    private long checksum;

    private LoopW4(final BenchInput input) {
        this.input = input;
        quotes = new long[(int) input.keys()][];
        quoteCounts = new int[(int) input.keys()];
    }

    /**
     * Whether the keys fit.
     *
     * @param input the input.
     * @return {@code false} where there are too many.
     */
    public static boolean fits(final BenchInput input) {
        return input.keys() <= MAX_KEYS;
    }

    private void onTick(final UnsafeBuffer slots, final int slot) {
        final long time = slots.getLong(slot);
        if (slots.getLong(slot + 32) == 0) {
            onQuote(time, (int) slots.getLong(slot + 8), slots.getLong(slot + 16), slots.getLong(slot + 24));
        } else if (time > watermark) {
            onTrade(time, slots.getLong(slot + 8), slots.getLong(slot + 16), slots.getLong(slot + 24));
        }
        if (time - input.disorderNs() - 1 > watermark) {
            watermark = time - input.disorderNs() - 1;
            while (tradeCount > 0 && trades[0] <= watermark) {
                answerFirst();
            }
        }
    }

    private void onQuote(final long time, final int key, final long price, final long quantity) {
        long[] ofKey = quotes[key];
        int count = quoteCounts[key];
        if (ofKey == null) {
            ofKey = new long[4 * FIELDS];
            quotes[key] = ofKey;
        }
        int outdated = 0;
        while (outdated + 1 < count && ofKey[(outdated + 1) * FIELDS] <= watermark) {
            outdated++;
        }
        if (outdated > 0) {
            System.arraycopy(ofKey, outdated * FIELDS, ofKey, 0, (count - outdated) * FIELDS);
            count -= outdated;
        }
        if ((count + 1) * FIELDS > ofKey.length) {
            ofKey = Arrays.copyOf(ofKey, ofKey.length * 2);
            quotes[key] = ofKey;
        }
        int at = count * FIELDS;
        while (at > 0 && ofKey[at - FIELDS] > time) {
            ofKey[at] = ofKey[at - FIELDS];
            ofKey[at + 1] = ofKey[at - FIELDS + 1];
            ofKey[at + 2] = ofKey[at - FIELDS + 2];
            at -= FIELDS;
        }
        ofKey[at] = time;
        ofKey[at + 1] = price;
        ofKey[at + 2] = quantity;
        quoteCounts[key] = count + 1;
    }

    /** A trade in the heap: time, key, price and quantity. */
    private void onTrade(final long time, final long key, final long price, final long quantity) {
        if ((tradeCount + 1) * 4 > trades.length) {
            trades = Arrays.copyOf(trades, trades.length * 2);
        }
        int at = tradeCount++;
        while (at > 0) {
            final int parent = at - 1 >>> 1;
            if (trades[parent * 4] <= time) {
                break;
            }
            System.arraycopy(trades, parent * 4, trades, at * 4, 4);
            at = parent;
        }
        trades[at * 4] = time;
        trades[at * 4 + 1] = key;
        trades[at * 4 + 2] = price;
        trades[at * 4 + 3] = quantity;
    }

    private void answerFirst() {
        final long time = trades[0];
        final int key = (int) trades[1];
        final long price = trades[2];
        final long quantity = trades[3];
        removeFirst();
        final long[] ofKey = quotes[key];
        int at = quoteCounts[key] - 1;
        while (at >= 0 && ofKey[at * FIELDS] > time) {
            at--;
        }
        results++;
        checksum += at < 0
                ? Answer.hash(key, time, price, quantity, -1, 0, 0)
                : Answer.hash(
                        key,
                        time,
                        price,
                        quantity,
                        ofKey[at * FIELDS],
                        Quotes.bid(ofKey[at * FIELDS + 1], ofKey[at * FIELDS + 2]),
                        Quotes.ask(ofKey[at * FIELDS + 1], ofKey[at * FIELDS + 2]));
    }

    private void removeFirst() {
        tradeCount--;
        final int last = tradeCount * 4;
        int at = 0;
        int child = 1;
        while (child < tradeCount) {
            if (child + 1 < tradeCount && trades[(child + 1) * 4] < trades[child * 4]) {
                child++;
            }
            if (trades[child * 4] >= trades[last]) {
                break;
            }
            System.arraycopy(trades, child * 4, trades, at * 4, 4);
            at = child;
            child = 2 * at + 1;
        }
        System.arraycopy(trades, last, trades, at * 4, 4);
    }

    private void run() {
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * SLOT));
        final long n = input.events();
        long s = input.seed();
        for (long i = 0; i < n; i++) {
            s = BenchInput.next(s);
            final int slot = (int) (i & SLOTS - 1) * SLOT;
            slots.putLong(slot, input.timeNs(i, s));
            slots.putLong(slot + 8, input.key(s));
            slots.putLong(slot + 16, BenchInput.price(s));
            slots.putLong(slot + 24, BenchInput.quantity(s));
            slots.putLong(slot + 32, i & 1);
            onTick(slots, slot);
        }
        while (tradeCount > 0) {
            answerFirst();
        }
    }

    /**
     * Does the work once. Trades of equal time may be answered in any order: the sum of their hashes is the same.
     *
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final BenchInput input) {
        final LoopW4 loop = new LoopW4(input);
        final long begin = System.nanoTime();
        loop.run();
        return new Answer(loop.results, loop.checksum, System.nanoTime() - begin);
    }
}
