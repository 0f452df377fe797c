package io.millrace.demo.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Runs cases. */
final class CaseRunner {
    private CaseRunner() {}

    static CaseResult run(final Case test) {
        return new CaseResult(test.id(), test.title(), failure(test));
    }

    private static List<String> failure(final Case test) {
        Step at = null;
        try (Subject subject = test.subject().get()) {
            for (final Step step : test.steps()) {
                at = step;
                final List<String> differences = differences(step, step.action().apply(subject));
                if (!differences.isEmpty()) {
                    differences.add(0, "step " + step.number() + ", " + step.text());
                    return differences;
                }
            }
            return List.of();
        } catch (final RuntimeException e) {
            return List.of(
                    at == null ? "before the first step" : "step " + at.number() + ", " + at.text(), "it failed: " + e);
        }
    }

    private static List<String> differences(final Step step, final Outcome outcome) {
        final List<String> lines = new ArrayList<>();
        compare(lines, "outputs", step.ordered(), step.expected(), outcome.outputs());
        compare(lines, "late", false, step.late(), outcome.late());
        return lines;
    }

    private static void compare(
            final List<String> lines,
            final String what,
            final boolean ordered,
            final List<Row> expected,
            final List<Row> came) {
        final boolean equal = ordered
                ? expected.equals(came)
                : expected.stream()
                        .sorted()
                        .toList()
                        .equals(came.stream().sorted().toList());
        if (equal) {
            return;
        }
        lines.add(what + " expected: " + expected);
        lines.add(what + " that came: " + came);
        final TreeMap<Row, Integer> surplus = new TreeMap<>();
        came.forEach(row -> surplus.merge(row, 1, Integer::sum));
        expected.forEach(row -> surplus.merge(row, -1, Integer::sum));
        surplus.forEach((row, count) -> {
            if (count != 0) {
                lines.add((count < 0 ? "missing: " : "not expected: ")
                        + row
                        + (Math.abs(count) == 1 ? "" : " x " + Math.abs(count)));
            }
        });
        if (surplus.values().stream().allMatch(count -> count == 0)) {
            lines.add("the order differs");
        }
    }
}
