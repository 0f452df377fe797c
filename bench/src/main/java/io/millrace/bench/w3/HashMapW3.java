package io.millrace.bench.w3;

import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * W3 as one would write it first: a map from key to a list of sessions, and a queue of what ends first, into which a
 * session goes again whenever it turns out to have become longer. It reads the same slots as the others, and takes any
 * input. <b>Used by one thread.</b>
 */
public final class HashMapW3 {
    private static final int SLOTS = 16_384;

    private final BenchInput input;
    private final Map<Long, List<Session>> sessions = new HashMap<>();
    private final PriorityQueue<Session> queue =
            new PriorityQueue<>((one, other) -> Long.compare(one.queuedNs, other.queuedNs));
    private long watermark = Long.MIN_VALUE;
    private long results;
    private long checksum;

    private HashMapW3(final BenchInput input) {
        this.input = input;
    }

    private static final class Session {
        private final long key;
        private long start;
        private long end;
        private long queuedNs;
        private boolean gone;
        private long count;
        private long notional;
        private long volume;
        private long high = Long.MIN_VALUE;
        private long low = Long.MAX_VALUE;

        Session(final long key, final long start) {
            this.key = key;
            this.start = start;
            end = start + W3.GAP_NS;
            queuedNs = end - 1;
        }

        void add(final long price, final long quantity) {
            count++;
            notional += price * quantity;
            volume += quantity;
            high = Math.max(high, price);
            low = Math.min(low, price);
        }

        void merge(final Session other) {
            start = Math.min(start, other.start);
            end = Math.max(end, other.end);
            count += other.count;
            notional += other.notional;
            volume += other.volume;
            high = Math.max(high, other.high);
            low = Math.min(low, other.low);
            other.gone = true;
        }
    }

    private void onTrade(final UnsafeBuffer slots, final int slot) {
        final long time = slots.getLong(slot);
        final long key = slots.getLong(slot + 8);
        final List<Session> open = sessions.computeIfAbsent(key, any -> new ArrayList<>());
        Session mine = null;
        for (final Iterator<Session> each = open.iterator(); each.hasNext(); ) {
            final Session session = each.next();
            if (session.start < time + W3.GAP_NS && time < session.end) {
                if (mine == null) {
                    mine = session;
                    mine.start = Math.min(mine.start, time);
                    mine.end = Math.max(mine.end, time + W3.GAP_NS);
                } else {
                    mine.merge(session);
                    each.remove();
                }
            }
        }
        if (mine == null) {
            mine = new Session(key, time);
            open.add(mine);
            queue.add(mine);
        }
        mine.add(slots.getLong(slot + 16), slots.getLong(slot + 24));
        watermark = Math.max(watermark, time - input.disorderNs() - 1);
        fire();
    }

    private void fire() {
        while (!queue.isEmpty() && queue.peek().queuedNs <= watermark) {
            final Session session = queue.poll();
            if (session.gone) {
                continue;
            }
            if (session.end - 1 > watermark) {
                session.queuedNs = session.end - 1;
                queue.add(session);
                continue;
            }
            final List<Session> open = sessions.get(session.key);
            open.remove(session);
            if (open.isEmpty()) {
                sessions.remove(session.key);
            }
            results++;
            checksum += Answer.hash(
                    session.key,
                    session.start,
                    session.count,
                    session.notional,
                    session.volume,
                    session.high,
                    session.low);
        }
    }

    private void run() {
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * LimitW1.SLOT));
        long s = input.seed();
        for (long i = 0, n = input.events(); i < n; i++) {
            s = BenchInput.next(s);
            final int slot = (int) (i & SLOTS - 1) * LimitW1.SLOT;
            slots.putLong(slot, input.timeNs(i, s));
            slots.putLong(slot + 8, input.key(s));
            slots.putLong(slot + 16, BenchInput.price(s));
            slots.putLong(slot + 24, BenchInput.quantity(s));
            onTrade(slots, slot);
        }
        watermark = Long.MAX_VALUE - 1;
        fire();
    }

    /**
     * Does the work once.
     *
     * @param input the input.
     * @return what it found.
     */
    public static Answer run(final BenchInput input) {
        final HashMapW3 work = new HashMapW3(input);
        final long begin = System.nanoTime();
        work.run();
        return new Answer(work.results, work.checksum, System.nanoTime() - begin);
    }
}
