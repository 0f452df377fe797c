package io.millrace.windowing.pane;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tumbling windows as one would write them without a thought of speed: maps, and a sort per window. */
final class NaiveWindows {
    private final long sizeNs;
    private final long slideNs;
    private final long offsetNs;
    private final TreeMap<Long, Map<Long, long[]>> panes = new TreeMap<>();
    private final Map<Long, Long> places = new HashMap<>();
    private final List<String> out = new ArrayList<>();
    private long nextPlace;

    NaiveWindows(final long sizeNs, final long offsetNs) {
        this(sizeNs, sizeNs, offsetNs);
    }

    /** Windows with gaps, where the slide is larger than the size. */
    NaiveWindows(final long sizeNs, final long slideNs, final long offsetNs) {
        this.sizeNs = sizeNs;
        this.slideNs = slideNs;
        this.offsetNs = offsetNs;
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    long nextDueNs() {
        return panes.isEmpty() ? Long.MAX_VALUE : panes.firstKey() + (sizeNs - 1);
    }

    void onEvent(final long key, final long timeNs, final long price, final long quantity, final long watermarkNs) {
        final BigInteger size = BigInteger.valueOf(sizeNs);
        final BigInteger slide = BigInteger.valueOf(slideNs);
        final BigInteger time = BigInteger.valueOf(timeNs);
        final BigInteger start =
                time.subtract(time.subtract(BigInteger.valueOf(offsetNs)).mod(slide));
        if (start.bitLength() > 63 || start.add(size).bitLength() > 63) {
            out.add("unrepresentable " + timeNs);
            return;
        }
        final long startNs = start.longValueExact();
        if (time.subtract(start).compareTo(size) >= 0) {
            out.add("gap " + timeNs);
            return;
        }
        if (startNs + (sizeNs - 1) <= watermarkNs) {
            out.add("late " + timeNs + " by "
                    + BigInteger.valueOf(watermarkNs).subtract(time).min(BigInteger.valueOf(Long.MAX_VALUE)) + " for "
                    + startNs);
            return;
        }
        if (panes.values().stream().noneMatch(pane -> pane.containsKey(key))) {
            places.put(key, nextPlace++);
        }
        final long[] sums = panes.computeIfAbsent(startNs, start1 -> new HashMap<>())
                .computeIfAbsent(key, key1 -> new long[] {0, 0, 0, Long.MIN_VALUE, Long.MAX_VALUE});
        sums[0]++;
        sums[1] += price * quantity;
        sums[2] += quantity;
        sums[3] = Math.max(sums[3], price);
        sums[4] = Math.min(sums[4], price);
    }

    void onWatermark(final long watermarkNs) {
        while (!panes.isEmpty() && panes.firstKey() + (sizeNs - 1) <= watermarkNs) {
            final long startNs = panes.firstKey();
            final Map<Long, long[]> pane = panes.remove(startNs);
            pane.keySet().stream()
                    .sorted(Comparator.comparing(places::get))
                    .forEach(key -> out.add(line(key, startNs, pane.get(key), startNs + (sizeNs - 1))));
        }
    }

    static String line(final long key, final long startNs, final long[] sums, final long timeNs) {
        return "key " + key + " start " + startNs + " count " + sums[0] + " notional " + sums[1] + " volume " + sums[2]
                + " high " + sums[3] + " low " + sums[4] + " at " + timeNs;
    }
}
