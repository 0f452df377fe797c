package io.millrace.engine.ring;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Events that wait for room, the newest of each key, in the order in which their keys began to wait. <b>Not
 * thread-safe.</b>
 */
final class PendingEvents<F extends Flyweight> {
    private static final long NONE = -1;
    private static final float LOAD_FACTOR = 0.6f;

    private final int maxKeys;
    private final int recordBytes;
    private final Long2LongHashMap places;
    private final UnsafeBuffer records;
    private final F view;
    private final long[] keys;
    private final long[] ingressNs;
    private final long[] intendedNs;
    private int head;
    private int count;

    PendingEvents(final RecordType<?, F> type, final int maxKeys) {
        this.maxKeys = maxKeys;
        recordBytes = type.sizeBytes();
        final long bytes = (long) recordBytes * maxKeys;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("conflating " + maxKeys + " keys of " + recordBytes
                    + " bytes takes more than 2 GiB: ask for fewer keys");
        }
        places = new Long2LongHashMap(maxKeys * 2, LOAD_FACTOR, NONE);
        records = new UnsafeBuffer(ByteBuffer.allocateDirect((int) bytes));
        view = type.newFlyweight();
        keys = new long[maxKeys];
        ingressNs = new long[maxKeys];
        intendedNs = new long[maxKeys];
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether there is no room for a key that does not wait yet. */
    boolean isFullFor(final long key) {
        return count == maxKeys && places.get(key) == NONE;
    }

    /** Keeps an event. Returns whether it took the place of an older one. */
    boolean keep(final long key, final F event, final long eventIngressNs, final long eventIntendedNs) {
        final long known = places.get(key);
        final int place = known == NONE ? (head + count) % maxKeys : (int) known;
        if (known == NONE) {
            places.put(key, place);
            keys[place] = key;
            count++;
        }
        records.putBytes(place * recordBytes, event.buffer(), event.offset(), recordBytes);
        ingressNs[place] = eventIngressNs;
        intendedNs[place] = eventIntendedNs;
        return known != NONE;
    }

    /** The event that has waited longest. */
    F first() {
        view.wrap(records, head * recordBytes);
        return view;
    }

    long firstIngressNs() {
        return ingressNs[head];
    }

    long firstIntendedNs() {
        return intendedNs[head];
    }

    void removeFirst() {
        places.remove(keys[head]);
        head = (head + 1) % maxKeys;
        count--;
    }
}
