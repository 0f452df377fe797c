package io.millrace.bench.w4;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** W4 as one would write it first: a map of quotes by time for each key, and a queue of trades. */
public final class TreeMapW4 {
    private record Tick(long timeNs, long index, long key, long price, long quantity) {}

    private final Map<Long, TreeMap<Long, Tick>> quotes = new HashMap<>();
    private final PriorityQueue<Tick> trades =
            new PriorityQueue<>(Comparator.comparingLong(Tick::timeNs).thenComparingLong(Tick::index));
    private long results;
    private long checksum;

    private TreeMapW4() {}

    private void onTick(final Tick tick) {
        if ((tick.index & 1) == 1) {
            trades.add(tick);
        } else {
            quotes.computeIfAbsent(tick.key, key -> new TreeMap<>()).put(tick.timeNs, tick);
        }
    }

    private void onWatermark(final long watermarkNs) {
        while (!trades.isEmpty() && trades.peek().timeNs <= watermarkNs) {
            final Tick trade = trades.poll();
            final TreeMap<Long, Tick> ofKey = quotes.get(trade.key);
            final Map.Entry<Long, Tick> last = ofKey == null ? null : ofKey.floorEntry(trade.timeNs);
            if (last != null) {
                ofKey.headMap(last.getKey()).clear();
            }
            emit(trade, last == null ? null : last.getValue());
        }
    }

    private void emit(final Tick trade, final Tick quote) {
        results++;
        checksum += Answer.hash(
                trade.key,
                trade.timeNs,
                trade.price,
                trade.quantity,
                quote == null ? -1 : quote.timeNs,
                quote == null ? 0 : Quotes.bid(quote.price, quote.quantity),
                quote == null ? 0 : Quotes.ask(quote.price, quote.quantity));
    }

    /**
     * Does the work once.
     *
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final BenchInput input) {
        final TreeMapW4 work = new TreeMapW4();
        final long begin = System.nanoTime();
        long watermarkNs = Long.MIN_VALUE;
        long s = input.seed();
        for (long i = 0; i < input.events(); i++) {
            s = BenchInput.next(s);
            final long timeNs = input.timeNs(i, s);
            work.onTick(new Tick(timeNs, i, input.key(s), BenchInput.price(s), BenchInput.quantity(s)));
            if (timeNs - input.disorderNs() - 1 > watermarkNs) {
                watermarkNs = timeNs - input.disorderNs() - 1;
                work.onWatermark(watermarkNs);
            }
        }
        work.onWatermark(Long.MAX_VALUE);
        return new Answer(work.results, work.checksum, System.nanoTime() - begin);
    }
}
