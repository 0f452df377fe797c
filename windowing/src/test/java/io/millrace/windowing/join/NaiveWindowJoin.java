package io.millrace.windowing.join;

import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The window join as one would define it: every window is a list of its events, sessions are merged whenever they
 * overlap. With a mistake planted on request.
 */
final class NaiveWindowJoin {
    /** Mistakes that the comparison must find. */
    enum Mistake {
        NONE,
        END_IS_INCLUSIVE,
        CLOSES_ONE_LATER,
        ANY_KEY,
        LATE_TAKEN,
        ONLY_LAST_WINDOW,
        TOUCHING_SESSIONS_MERGE,
        UNSORTED_PAIRS,
        ALONE_FORGOTTEN,
        TIME_IS_END,
        KEYS_BY_VALUE
    }

    /** A window of a key. */
    private static final class Pane {
        private long key;
        private long startNs;
        private long lastNs;
        private final List<TestEvent> events = new ArrayList<>();
    }

    private static final Comparator<TestEvent> ORDER =
            Comparator.comparingLong(TestEvent::timeNs).thenComparingLong(TestEvent::id);

    private final WindowJoinSpec spec;
    private final Mistake mistake;
    private final List<Pane> panes = new ArrayList<>();
    private final List<Long> liveKeys = new ArrayList<>();
    private final List<String> out = new ArrayList<>();

    NaiveWindowJoin(final WindowJoinSpec spec, final Mistake mistake) {
        this.spec = spec;
        this.mistake = mistake;
    }

    void onEvent(final TestEvent event, final long watermarkNs) {
        final List<Long> starts = new ArrayList<>();
        if (event.timeNs() == Long.MIN_VALUE || event.timeNs() == Long.MAX_VALUE) {
            out.add("unrepresentable " + event.text());
        } else if (spec.windows() instanceof SessionWindows) {
            onSession(event, ((SessionWindows) spec.windows()).gapNs(), watermarkNs);
        } else if (addStarts(event.timeNs(), starts)) {
            onWindows(event, starts, watermarkNs);
        } else {
            out.add("unrepresentable " + event.text());
        }
    }

    /** All windows that hold a time; false if one of them cannot be represented. */
    private boolean addStarts(final long timeNs, final List<Long> starts) {
        final Windows windows = (Windows) spec.windows();
        final BigInteger time = BigInteger.valueOf(timeNs);
        final BigInteger slide = BigInteger.valueOf(windows.slideNs());
        BigInteger start = time.subtract(
                time.subtract(BigInteger.valueOf(windows.offsetNs())).mod(slide));
        while (start.add(BigInteger.valueOf(windows.sizeNs())).compareTo(time) > 0) {
            final BigInteger end = start.add(BigInteger.valueOf(windows.sizeNs()));
            if (start.bitLength() >= Long.SIZE || end.bitLength() >= Long.SIZE) {
                return false;
            }
            starts.add(0, start.longValue());
            start = start.subtract(slide);
        }
        return !starts.isEmpty() || windows.isRepresentable(timeNs);
    }

    private void onWindows(final TestEvent event, final List<Long> starts, final long watermarkNs) {
        if (starts.isEmpty()) {
            out.add("gap " + event.text());
            return;
        }
        final long extra = mistake == Mistake.END_IS_INCLUSIVE ? 1 : 0;
        final long sizeNs = ((Windows) spec.windows()).sizeNs();
        final List<Long> open = new ArrayList<>(starts.stream()
                .filter(start -> start + sizeNs - 1 > watermarkNs || mistake == Mistake.LATE_TAKEN)
                .toList());
        if (open.isEmpty()) {
            out.add("misses " + starts.size() + " to " + starts.get(starts.size() - 1));
            out.add("late " + event.text());
            return;
        }
        if (open.size() < starts.size()) {
            final int missed = starts.size() - open.size();
            out.add("misses " + missed + " to " + starts.get(missed - 1));
            out.add("late, kept " + event.text());
        }
        if (mistake == Mistake.ONLY_LAST_WINDOW) {
            open.subList(0, open.size() - 1).clear();
        }
        for (final long start : open) {
            pane(event.key(), start, start + sizeNs - 1 + extra).events.add(event);
        }
    }

    private Pane pane(final long key, final long startNs, final long lastNs) {
        for (final Pane pane : panes) {
            if (pane.startNs == startNs && (pane.key == key || mistake == Mistake.ANY_KEY)) {
                return pane;
            }
        }
        final Pane pane = new Pane();
        pane.key = key;
        pane.startNs = startNs;
        pane.lastNs = lastNs;
        panes.add(pane);
        if (!liveKeys.contains(key)) {
            liveKeys.add(key);
        }
        return pane;
    }

    private void onSession(final TestEvent event, final long gapNs, final long watermarkNs) {
        if (event.timeNs() > Long.MAX_VALUE - gapNs) {
            out.add("unrepresentable " + event.text());
            return;
        }
        final long touching = mistake == Mistake.TOUCHING_SESSIONS_MERGE ? 1 : 0;
        final Pane merged = new Pane();
        merged.key = event.key();
        merged.startNs = event.timeNs();
        merged.lastNs = event.timeNs() + gapNs - 1;
        merged.events.add(event);
        final List<Pane> overlapping = panes.stream()
                .filter(pane -> pane.key == event.key() || mistake == Mistake.ANY_KEY)
                .filter(pane -> pane.startNs <= merged.lastNs + touching && event.timeNs() - touching <= pane.lastNs)
                .toList();
        for (final Pane pane : overlapping) {
            merged.startNs = Math.min(merged.startNs, pane.startNs);
            merged.lastNs = Math.max(merged.lastNs, pane.lastNs);
            merged.events.addAll(pane.events);
        }
        if (merged.lastNs <= watermarkNs && mistake != Mistake.LATE_TAKEN) {
            out.add("misses 1 to " + event.timeNs());
            out.add("late " + event.text());
            return;
        }
        panes.removeAll(overlapping);
        panes.add(merged);
        if (!liveKeys.contains(event.key())) {
            liveKeys.add(event.key());
        }
    }

    void onWatermark(final long watermarkNs) {
        final long delay = mistake == Mistake.CLOSES_ONE_LATER && watermarkNs > Long.MIN_VALUE ? 1 : 0;
        final Comparator<Pane> byKey = mistake == Mistake.KEYS_BY_VALUE
                ? Comparator.comparingLong(pane -> pane.key)
                : Comparator.comparingInt(pane -> liveKeys.indexOf(pane.key));
        final Comparator<Pane> order =
                Comparator.<Pane>comparingLong(pane -> pane.lastNs).thenComparing(byKey);
        while (true) {
            final Pane next = panes.stream()
                    .filter(pane -> pane.lastNs <= watermarkNs - delay)
                    .min(order)
                    .orElse(null);
            if (next == null) {
                return;
            }
            panes.remove(next);
            close(next);
            if (panes.stream().noneMatch(pane -> pane.key == next.key)) {
                liveKeys.remove(next.key);
            }
        }
    }

    private void close(final Pane pane) {
        if (mistake != Mistake.UNSORTED_PAIRS) {
            pane.events.sort(ORDER);
        }
        final long timeNs = pane.lastNs + (mistake == Mistake.TIME_IS_END ? 1 : 0);
        final List<TestEvent> lefts =
                pane.events.stream().filter(TestEvent::isLeft).toList();
        final List<TestEvent> rights =
                pane.events.stream().filter(event -> !event.isLeft()).toList();
        for (final TestEvent left : lefts) {
            for (final TestEvent right : rights) {
                out.add("pair " + left.text() + " " + right.text() + " @" + timeNs);
            }
        }
        if (mistake == Mistake.ALONE_FORGOTTEN) {
            return;
        }
        if (rights.isEmpty() && spec.kind() != JoinKind.INNER) {
            lefts.forEach(left -> out.add("pair " + left.text() + " - @" + timeNs));
        }
        if (lefts.isEmpty() && spec.kind() == JoinKind.FULL) {
            rights.forEach(right -> out.add("pair - " + right.text() + " @" + timeNs));
        }
    }

    List<String> takeOutput() {
        final List<String> result = new ArrayList<>(out);
        out.clear();
        return result;
    }
}
