package io.millrace.windowing.join;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The as-of join as one would define it: everything is kept, sorted and scanned. With a mistake planted on request. */
final class NaiveAsOf {
    /** Mistakes that the comparison must find. */
    enum Mistake {
        NONE,
        FIRST_OF_TIES,
        STRICT_IS_NOT,
        TOLERANCE_IS_EXCLUSIVE,
        DUE_ONE_LATER,
        ANY_KEY,
        LATE_RIGHT_IGNORED,
        LATE_LEFT_TAKEN,
        ARRIVAL_BY_TIME,
        CORRECTION_ALWAYS,
        UNSORTED_RESULTS
    }

    private final AsOfSpec spec;
    private final Mistake mistake;
    private final List<TestEvent> rights = new ArrayList<>();
    private final List<TestEvent> kept = new ArrayList<>();
    private final List<TestEvent> waiting = new ArrayList<>();
    private final List<TestEvent> firstAnswers = new ArrayList<>();
    private final List<String> out = new ArrayList<>();

    NaiveAsOf(final AsOfSpec spec, final Mistake mistake) {
        this.spec = spec;
        this.mistake = mistake;
    }

    void onEvent(final TestEvent event, final long watermarkNs) {
        if (event.timeNs() == Long.MIN_VALUE || event.timeNs() == Long.MAX_VALUE) {
            out.add("unrepresentable " + event.text());
            return;
        }
        final boolean late = spec.mode() != AsOfMode.ARRIVAL && event.timeNs() <= watermarkNs;
        if (event.isLeft()) {
            onLeft(event, late && mistake != Mistake.LATE_LEFT_TAKEN);
        } else {
            onRight(event, late, watermarkNs);
        }
    }

    private void onLeft(final TestEvent left, final boolean late) {
        TestEvent answer = null;
        if (spec.mode() != AsOfMode.FINAL) {
            answer = arrived(left);
            out.add(pair("pair", left, answer));
        }
        if (late) {
            out.add("late " + left.text());
        } else if (spec.mode() != AsOfMode.ARRIVAL) {
            waiting.add(left);
            firstAnswers.add(answer);
        }
    }

    private void onRight(final TestEvent right, final boolean late, final long watermarkNs) {
        rights.add(right);
        if (!late) {
            kept.add(right);
            return;
        }
        // W + 1 is the earliest time that a left event may still have.
        final boolean reachable =
                spec.toleranceNs() == Long.MAX_VALUE || watermarkNs - right.timeNs() < spec.toleranceNs();
        final boolean newer = reachable
                && kept.stream()
                        .noneMatch(other -> other.key() == right.key()
                                && other.timeNs() <= watermarkNs
                                && other.timeNs() > right.timeNs());
        if (newer && mistake != Mistake.LATE_RIGHT_IGNORED) {
            kept.add(right);
        }
        out.add((newer ? "late, kept " : "late ") + right.text());
    }

    void onWatermark(final long watermarkNs) {
        final long dueNs = mistake == Mistake.DUE_ONE_LATER && watermarkNs != Long.MAX_VALUE
                ? Math.max(watermarkNs, Long.MIN_VALUE + 1) - 1
                : watermarkNs;
        final Comparator<TestEvent> order = mistake == Mistake.UNSORTED_RESULTS
                ? Comparator.comparingLong(TestEvent::id)
                : Comparator.comparingLong(TestEvent::timeNs).thenComparingLong(TestEvent::id);
        final List<TestEvent> due = waiting.stream()
                .filter(left -> left.timeNs() <= dueNs)
                .sorted(order)
                .toList();
        for (final TestEvent left : due) {
            final int at = waiting.indexOf(left);
            waiting.remove(at);
            final TestEvent first = firstAnswers.remove(at);
            final TestEvent answer = asOf(left);
            if (spec.mode() == AsOfMode.FINAL) {
                out.add(pair("pair", left, answer));
            } else if (answer != first || mistake == Mistake.CORRECTION_ALWAYS) {
                out.add(pair("correction", left, answer));
            }
        }
    }

    private TestEvent asOf(final TestEvent left) {
        final boolean strict = spec.relation() == TimeRelation.BEFORE && mistake != Mistake.STRICT_IS_NOT;
        final Comparator<TestEvent> ties =
                Comparator.comparingLong(right -> mistake == Mistake.FIRST_OF_TIES ? -right.id() : right.id());
        return sameKey(kept, left)
                .filter(right -> strict ? right.timeNs() < left.timeNs() : right.timeNs() <= left.timeNs())
                .max(Comparator.comparingLong(TestEvent::timeNs).thenComparing(ties))
                .filter(right -> isWithinTolerance(left, right))
                .orElse(null);
    }

    private TestEvent arrived(final TestEvent left) {
        final TestEvent last = sameKey(rights, left)
                .max(Comparator.comparingLong(
                        right -> mistake == Mistake.ARRIVAL_BY_TIME ? right.timeNs() : right.id()))
                .orElse(null);
        if (last == null) {
            return null;
        }
        final boolean relation = spec.relation() == TimeRelation.ANY
                || last.timeNs() < left.timeNs()
                || last.timeNs() == left.timeNs() && spec.relation() == TimeRelation.AT_OR_BEFORE;
        return relation && isWithinTolerance(left, last) ? last : null;
    }

    private Stream<TestEvent> sameKey(final List<TestEvent> events, final TestEvent left) {
        return events.stream().filter(right -> right.key() == left.key() || mistake == Mistake.ANY_KEY);
    }

    private boolean isWithinTolerance(final TestEvent left, final TestEvent right) {
        if (right.timeNs() > left.timeNs() || spec.toleranceNs() == Long.MAX_VALUE) {
            return true;
        }
        final long apartNs = left.timeNs() - right.timeNs();
        return mistake == Mistake.TOLERANCE_IS_EXCLUSIVE ? apartNs < spec.toleranceNs() : apartNs <= spec.toleranceNs();
    }

    private static String pair(final String word, final TestEvent left, final TestEvent right) {
        return word + " " + left.text() + " " + (right == null ? "-" : right.text()) + " @" + left.timeNs();
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }
}
