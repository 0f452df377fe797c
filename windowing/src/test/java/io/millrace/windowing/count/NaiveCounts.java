package io.millrace.windowing.count;

import io.millrace.windowing.CountWindows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Count windows as one would write them without a thought of speed: all events of a key in a list. It can be given an
 * error, for the test of the test.
 */
final class NaiveCounts {
    /** What the model does wrong. */
    enum Mutant {
        NONE,
        ONE_SHORT,
        PARTIAL_AT_FIRST,
        LAST_TIME,
        BACKWARDS
    }

    private final CountWindows windows;
    private final boolean hashed;
    private final Mutant mutant;
    private final Map<Long, List<long[]>> events = new HashMap<>();
    private final List<String> out = new ArrayList<>();

    NaiveCounts(final CountWindows windows, final boolean hashed, final Mutant mutant) {
        this.windows = windows;
        this.hashed = hashed;
        this.mutant = mutant;
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    void onEvent(final long key, final long timeNs, final long value) {
        final List<long[]> seen = events.computeIfAbsent(key, any -> new ArrayList<>());
        if (seen.size() % windows.slide() >= windows.size()) {
            out.add("gap " + value);
        }
        seen.add(new long[] {timeNs, value});
        final long beyond = seen.size() - windows.size();
        if (mutant == Mutant.PARTIAL_AT_FIRST && beyond < 0 && seen.size() % windows.slide() == 0) {
            emit(key, seen);
        }
        if (beyond >= 0 && beyond % windows.slide() == 0) {
            emit(key, seen.subList((int) beyond + (mutant == Mutant.ONE_SHORT && beyond > 0 ? 1 : 0), seen.size()));
        }
    }

    private void emit(final long key, final List<long[]> window) {
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;
        long sum = 0;
        long hash = 0;
        for (int i = 0; i < window.size(); i++) {
            final long[] event = window.get(mutant == Mutant.BACKWARDS ? window.size() - 1 - i : i);
            smallest = Math.min(smallest, event[0]);
            largest = mutant == Mutant.LAST_TIME ? event[0] : Math.max(largest, event[0]);
            sum += event[1];
            hash = hashed ? hash * PingTrace.BASE + event[1] : 0;
        }
        final long endNs = largest == Long.MAX_VALUE ? largest : largest + 1;
        out.add(line(key, smallest, endNs, window.size(), sum, hash, largest));
    }

    /** Windows that were begun and are not full. */
    long countOpen() {
        long open = 0;
        for (final List<long[]> seen : events.values()) {
            for (long first = 0; first < seen.size(); first += windows.slide()) {
                open += first + windows.size() > seen.size() ? 1 : 0;
            }
        }
        return open;
    }

    static String line(
            final long key,
            final long startNs,
            final long endNs,
            final long count,
            final long sum,
            final long hash,
            final long timeNs) {
        return "key " + key + " [" + startNs + ", " + endNs + ") count " + count + " sum " + sum + " hash " + hash
                + " at " + timeNs;
    }
}
