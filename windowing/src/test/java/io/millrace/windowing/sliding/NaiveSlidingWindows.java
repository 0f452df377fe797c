package io.millrace.windowing.sliding;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sliding windows as one would write them without a thought of speed: every window keeps its events. */
class NaiveSlidingWindows {
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** In which order events come. */
    enum Order {
        ANY,
        OF_TIME
    }

    /** An event of a window. */
    private record Entry(long key, long timeNs, long number, long price, long quantity) {}

    private final BigInteger size;
    private final BigInteger slide;
    private final BigInteger offset;
    private final boolean deductible;
    private final boolean inOrder;
    private final TreeMap<Long, List<Entry>> windows = new TreeMap<>();
    private final Map<Long, Long> places = new HashMap<>();
    private final List<String> out = new ArrayList<>();
    private long nextPlace;
    private long number;

    NaiveSlidingWindows(final long sizeNs, final long slideNs, final long offsetNs, final boolean deductible) {
        this(sizeNs, slideNs, offsetNs, deductible, Order.ANY);
    }

    /** Events come in order: then the order in which parts are combined shows. */
    NaiveSlidingWindows(
            final long sizeNs, final long slideNs, final long offsetNs, final boolean deductible, final Order order) {
        size = BigInteger.valueOf(sizeNs);
        slide = BigInteger.valueOf(slideNs);
        offset = BigInteger.valueOf(offsetNs);
        this.deductible = deductible;
        inOrder = order == Order.OF_TIME;
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    long nextDueNs() {
        return windows.isEmpty() ? Long.MAX_VALUE : lastOf(windows.firstKey());
    }

    private long lastOf(final long startNs) {
        return startNs + (size.longValueExact() - 1);
    }

    long countOpen() {
        return windows.values().stream()
                .mapToLong(
                        entries -> entries.stream().map(Entry::key).distinct().count())
                .sum();
    }

    void onEvent(final long key, final long timeNs, final long price, final long quantity, final long watermarkNs) {
        final List<Long> starts = startsOf(timeNs);
        if (starts.isEmpty()) {
            out.add("unrepresentable " + timeNs);
            return;
        }
        final List<Long> missed = starts.stream()
                .filter(start -> isLate(lastOf(start), watermarkNs))
                .collect(Collectors.toList());
        final List<Long> held = new ArrayList<>(starts);
        held.removeAll(missed);
        final String lateBy = " by "
                + BigInteger.valueOf(watermarkNs)
                        .subtract(BigInteger.valueOf(timeNs))
                        .min(MAX);
        if (held.isEmpty()) {
            out.add("late " + timeNs + lateBy + " for " + missed.get(missed.size() - 1));
            return;
        }
        if (!missed.isEmpty()) {
            out.add("partly late " + timeNs + lateBy + " for " + missed.get(0) + " to "
                    + missed.get(missed.size() - 1));
        }
        if (windows.values().stream().noneMatch(entries -> entries.stream().anyMatch(entry -> entry.key == key))) {
            places.put(key, nextPlace++);
        }
        for (final long start : held) {
            windows.computeIfAbsent(start, at -> new ArrayList<>())
                    .add(new Entry(key, timeNs, number, price, quantity));
        }
        number++;
    }

    boolean isLate(final long lastNs, final long watermarkNs) {
        return lastNs <= watermarkNs;
    }

    /** The starts of all windows of a time, ascending; none if one of them cannot be represented. */
    private List<Long> startsOf(final long timeNs) {
        final BigInteger time = BigInteger.valueOf(timeNs);
        final List<Long> starts = new ArrayList<>();
        BigInteger start = time.subtract(time.subtract(offset).mod(slide));
        while (start.add(size).compareTo(time) > 0) {
            if (start.compareTo(MIN) < 0 || start.add(size).compareTo(MAX) > 0) {
                return List.of();
            }
            starts.add(0, start.longValueExact());
            start = start.subtract(slide);
        }
        return starts;
    }

    void onWatermark(final long watermarkNs) {
        while (!windows.isEmpty() && lastOf(windows.firstKey()) <= watermarkNs) {
            final long startNs = windows.firstKey();
            final Map<Long, List<Entry>> byKey =
                    windows.remove(startNs).stream().collect(Collectors.groupingBy(Entry::key));
            byKey.keySet().stream()
                    .sorted(Comparator.comparing(this::placeOf))
                    .forEach(key -> out.add(line(key, startNs, byKey.get(key))));
        }
    }

    long placeOf(final long key) {
        return places.get(key);
    }

    private String line(final long key, final long startNs, final List<Entry> entries) {
        long notional = 0;
        long volume = 0;
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        long chain = 0;
        for (final Entry entry : entries) {
            notional += entry.price * entry.quantity;
            volume += entry.quantity;
            high = Math.max(high, entry.price);
            low = Math.min(low, entry.price);
            chain = chain * TickSums.FACTOR + entry.price;
        }
        final long[] sums = {
            entries.size(),
            notional,
            volume,
            deductible ? 0 : high,
            deductible ? 0 : low,
            deductible || !inOrder ? 0 : chain
        };
        return line(key, startNs, sums, lastOf(startNs));
    }

    static String line(final long key, final long startNs, final long[] sums, final long timeNs) {
        return "key " + key + " start " + startNs + " count " + sums[0] + " notional " + sums[1] + " volume " + sums[2]
                + " high " + sums[3] + " low " + sums[4] + " chain " + sums[5] + " at " + timeNs;
    }
}
