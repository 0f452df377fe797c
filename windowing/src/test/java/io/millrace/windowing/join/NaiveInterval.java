package io.millrace.windowing.join;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The interval join as one would define it: everything is kept and scanned. With a mistake planted on request. */
final class NaiveInterval {
    /** Mistakes that the comparison must find. */
    enum Mistake {
        NONE,
        LOWER_IS_EXCLUSIVE,
        UPPER_IS_EXCLUSIVE,
        ANY_KEY,
        BOUNDS_SWAPPED,
        LATE_TAKEN,
        SMALLER_TIME,
        UNSORTED_PAIRS,
        SINGLES_TWICE,
        SINGLES_ONE_EARLIER,
        RIGHT_SINGLES_FORGOTTEN,
        PAIRED_ARE_SINGLE
    }

    private static final Comparator<TestEvent> ORDER =
            Comparator.comparingLong(TestEvent::timeNs).thenComparingLong(TestEvent::id);

    private final IntervalSpec spec;
    private final Mistake mistake;
    private final List<TestEvent> taken = new ArrayList<>();
    private final Set<TestEvent> paired = new HashSet<>();
    private final Set<TestEvent> told = new HashSet<>();
    private final List<String> out = new ArrayList<>();

    NaiveInterval(final IntervalSpec spec, final Mistake mistake) {
        this.spec = spec;
        this.mistake = mistake;
    }

    void onEvent(final TestEvent event, final long watermarkNs) {
        if (event.timeNs() == Long.MIN_VALUE || event.timeNs() == Long.MAX_VALUE) {
            out.add("unrepresentable " + event.text());
            return;
        }
        if (event.timeNs() <= watermarkNs && mistake != Mistake.LATE_TAKEN) {
            out.add("late " + event.text());
            return;
        }
        final List<TestEvent> partners = new ArrayList<>(taken.stream()
                .filter(other -> other.isLeft() != event.isLeft())
                .filter(other -> event.isLeft() ? belong(event, other) : belong(other, event))
                .toList());
        if (mistake != Mistake.UNSORTED_PAIRS) {
            partners.sort(ORDER);
        }
        for (final TestEvent partner : partners) {
            final long timeNs = mistake == Mistake.SMALLER_TIME
                    ? Math.min(partner.timeNs(), event.timeNs())
                    : Math.max(partner.timeNs(), event.timeNs());
            out.add(event.isLeft() ? pair(event, partner, timeNs) : pair(partner, event, timeNs));
            paired.add(partner);
            paired.add(event);
        }
        taken.add(event);
        tellSingles(watermarkNs);
    }

    private boolean belong(final TestEvent left, final TestEvent right) {
        final BigInteger difference = BigInteger.valueOf(right.timeNs()).subtract(BigInteger.valueOf(left.timeNs()));
        final BigInteger lower =
                BigInteger.valueOf(mistake == Mistake.BOUNDS_SWAPPED ? -spec.upperNs() : spec.lowerNs());
        final BigInteger upper =
                BigInteger.valueOf(mistake == Mistake.BOUNDS_SWAPPED ? -spec.lowerNs() : spec.upperNs());
        return (left.key() == right.key() || mistake == Mistake.ANY_KEY)
                && difference.compareTo(lower) >= (mistake == Mistake.LOWER_IS_EXCLUSIVE ? 1 : 0)
                && difference.compareTo(upper) <= (mistake == Mistake.UPPER_IS_EXCLUSIVE ? -1 : 0);
    }

    void onWatermark(final long watermarkNs) {
        tellSingles(watermarkNs);
    }

    /** The last time that a partner may have. */
    private long lastNs(final TestEvent event) {
        final BigInteger time = BigInteger.valueOf(event.timeNs());
        final BigInteger last = event.isLeft()
                ? time.add(BigInteger.valueOf(spec.upperNs()))
                : time.subtract(BigInteger.valueOf(spec.lowerNs()));
        return last.min(BigInteger.valueOf(Long.MAX_VALUE - 1))
                .max(BigInteger.valueOf(Long.MIN_VALUE))
                .longValueExact();
    }

    private void tellSingles(final long watermarkNs) {
        final long early = mistake == Mistake.SINGLES_ONE_EARLIER && watermarkNs < Long.MAX_VALUE ? 1 : 0;
        taken.stream()
                .filter(event -> spec.kind() == JoinKind.FULL && mistake != Mistake.RIGHT_SINGLES_FORGOTTEN
                        || spec.kind() != JoinKind.INNER && event.isLeft())
                .filter(event -> mistake == Mistake.PAIRED_ARE_SINGLE || !paired.contains(event))
                .filter(event -> mistake == Mistake.SINGLES_TWICE || !told.contains(event))
                .filter(event -> lastNs(event) <= watermarkNs + early)
                .sorted(Comparator.comparingLong(this::lastNs)
                        .thenComparing(TestEvent::isLeft, Comparator.reverseOrder())
                        .thenComparingLong(TestEvent::id))
                .forEach(event -> {
                    told.add(event);
                    final long timeNs = Math.max(event.timeNs(), lastNs(event));
                    out.add(event.isLeft() ? pair(event, null, timeNs) : pair(null, event, timeNs));
                });
    }

    private static String pair(final TestEvent left, final TestEvent right, final long timeNs) {
        return "pair " + (left == null ? "-" : left.text()) + " " + (right == null ? "-" : right.text()) + " @"
                + timeNs;
    }

    List<String> takeOutput() {
        final List<String> result = new ArrayList<>(out);
        out.clear();
        return result;
    }
}
