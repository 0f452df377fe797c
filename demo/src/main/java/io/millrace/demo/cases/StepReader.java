package io.millrace.demo.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the steps of a case. */
final class StepReader {
    private static final Set<String> OUR_CONVENTIONS = Set.of("touching_separate");
    private static final List<String> ACTIONS =
            List.of("event", "watermark", "idle", "active", "checkpoint_restore", "end_of_input");

    private final List<String> sources;
    private final String kind;

    StepReader(final List<String> sources, final String kind) {
        this.sources = List.copyOf(sources);
        this.kind = kind;
    }

    List<Step> read(final String where, final List<?> values) {
        final List<Step> steps = new ArrayList<>();
        boolean ended = false;
        for (final Object value : values) {
            final int number = steps.size() + 1;
            final Keys keys = Keys.of(where + ", step " + number, value);
            if (ended && keys.has("event")) {
                throw new CaseException(keys.where(), "the input has ended: there can be no event");
            }
            steps.add(step(number, keys));
            ended |= keys.has("end_of_input");
        }
        return steps;
    }

    private Step step(final int number, final Keys keys) {
        final Map<String, Object> actions = new LinkedHashMap<>();
        for (final String action : ACTIONS) {
            if (keys.has(action)) {
                actions.put(action, keys.raw(action));
            }
        }
        if (actions.size() != 1) {
            throw new CaseException(
                    keys.where(), "has to have one of " + String.join(", ", ACTIONS) + ", not " + actions.keySet());
        }
        final String name = actions.keySet().iterator().next();
        final Function<Subject, Outcome> action = action(name, keys);
        final List<Row> expected = keys.has("expect_by_convention")
                ? byConvention(keys.mapping("expect_by_convention"))
                : Row.list(keys.where() + ", expect", keys.list("expect"));
        final List<Row> late = Row.list(keys.where() + ", late", keys.list("late"));
        final boolean ordered = keys.flag("ordered", false);
        keys.requireNothingElse();
        return new Step(number, name + ": " + actions.get(name), action, expected, late, ordered);
    }

    private static List<Row> byConvention(final Keys conventions) {
        for (final String convention : OUR_CONVENTIONS) {
            if (conventions.has(convention)) {
                return Row.list(conventions.where() + ", " + convention, conventions.list(convention));
            }
        }
        throw new CaseException(conventions.where(), "has none of our conventions: " + OUR_CONVENTIONS);
    }

    private Function<Subject, Outcome> action(final String name, final Keys keys) {
        switch (name) {
            case "event":
                final CaseEvent event = event(keys.mapping("event"));
                return subject -> subject.event(event);
            case "watermark":
                return watermark(keys);
            case "idle":
                final String idle = source(keys.where(), keys.text("idle"));
                return subject -> subject.idle(idle);
            case "active":
                final String active = source(keys.where(), keys.text("active"));
                return subject -> subject.active(active);
            case "checkpoint_restore":
                requireTrue(keys, name);
                return subject -> {
                    subject.restore();
                    return Outcome.NOTHING;
                };
            default:
                requireTrue(keys, name);
                return Subject::endInput;
        }
    }

    private static void requireTrue(final Keys keys, final String name) {
        if (!keys.flag(name, false)) {
            throw new CaseException(keys.where(), "'" + name + "' can only be true");
        }
    }

    private CaseEvent event(final Keys keys) {
        final CaseEvent event = new CaseEvent(
                keys.text("key", "0"),
                keys.number("ts"),
                keys.text("v", "1"),
                source(keys.where(), keys.text("src", sources.get(0))),
                keys.text("side", ""));
        keys.requireNothingElse();
        check(keys.where(), event);
        return event;
    }

    private void check(final String where, final CaseEvent event) {
        if (!event.side().isEmpty()
                && !event.side().equals("left")
                && !event.side().equals("right")) {
            throw new CaseException(where, "'side' has to be left or right, not '" + event.side() + "'");
        }
        if (event.side().isEmpty() && kind.endsWith("_join")) {
            throw new CaseException(where, "in a join it needs a 'side'");
        }
        if (kind.equals("window")) {
            try {
                Long.parseLong(event.value());
            } catch (final NumberFormatException e) {
                throw new CaseException(where, "'v' has to be an integer of 64 bits, not '" + event.value() + "'");
            }
        }
    }

    /** A watermark without a source is every source's. */
    private Function<Subject, Outcome> watermark(final Keys keys) {
        if (!(keys.raw("watermark") instanceof Map)) {
            final long watermarkNs = keys.number("watermark");
            return subject -> {
                final List<Row> outputs = new ArrayList<>();
                final List<Row> late = new ArrayList<>();
                for (final String each : sources) {
                    final Outcome outcome = subject.watermark(each, watermarkNs);
                    outputs.addAll(outcome.outputs());
                    late.addAll(outcome.late());
                }
                return new Outcome(outputs, late);
            };
        }
        final Keys of = keys.mapping("watermark");
        final String source = source(of.where(), of.text("src"));
        final long watermarkNs = of.number("w");
        of.requireNothingElse();
        return subject -> subject.watermark(source, watermarkNs);
    }

    private String source(final String where, final String name) {
        if (!sources.contains(name)) {
            throw new CaseException(where, "there is no source '" + name + "'; there are " + sources);
        }
        return name;
    }
}
