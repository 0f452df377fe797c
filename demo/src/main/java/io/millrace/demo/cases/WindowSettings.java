package io.millrace.demo.cases;

import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import java.util.Optional;

/**
 * What a {@code window} case computes.
 *
 * @param assigner its windows.
 * @param trigger when they fire; empty for when the watermark passes their end.
 * @param discarding whether a window is empty after it fired.
 * @param allowedLatenessNs the allowed lateness, in nanoseconds.
 * @param sum whether values are summed, not events counted.
 */
record WindowSettings(
        WindowAssigner assigner,
        Optional<Trigger<Object>> trigger,
        boolean discarding,
        long allowedLatenessNs,
        boolean sum) {
    static WindowSettings read(final Keys keys) {
        return new WindowSettings(
                AssignerReader.read(keys.mapping("assigner")),
                trigger(keys),
                choice(keys, "mode", "accumulating", "discarding"),
                lateness(keys),
                choice(keys, "aggregate", "count", "sum"));
    }

    private static long lateness(final Keys keys) {
        final long latenessNs = keys.number("allowed_lateness", 0);
        if (latenessNs < 0) {
            throw new CaseException(keys.where(), "'allowed_lateness' is negative: " + latenessNs);
        }
        return latenessNs;
    }

    /** Whether the second of two words was chosen; the first is the default. */
    static boolean choice(final Keys keys, final String key, final String first, final String second) {
        final String chosen = keys.text(key, first);
        if (!chosen.equals(first) && !chosen.equals(second)) {
            throw new CaseException(
                    keys.where(), "'" + key + "' has to be " + first + " or " + second + ", not '" + chosen + "'");
        }
        return chosen.equals(second);
    }

    /** A trigger stands as a word, or as a mapping with a type. */
    private static Optional<Trigger<Object>> trigger(final Keys keys) {
        if (!keys.isGiven("trigger") || "event_time".equals(keys.raw("trigger"))) {
            return Optional.empty();
        }
        if ("end_of_input".equals(keys.raw("trigger"))) {
            return Optional.of(Triggers.endOfInput());
        }
        final Keys trigger = keys.mapping("trigger");
        final Optional<Trigger<Object>> read = trigger(trigger.text("type"), trigger);
        trigger.requireNothingElse();
        return read;
    }

    private static Optional<Trigger<Object>> trigger(final String type, final Keys keys) {
        switch (type) {
            case "event_time":
                return Optional.empty();
            case "count":
                final Trigger<Object> count = Triggers.count(keys.number("n"));
                count.mistake().ifPresent(mistake -> {
                    throw new CaseException(keys.where(), mistake);
                });
                return Optional.of(count);
            case "end_of_input":
                return Optional.of(Triggers.endOfInput());
            default:
                throw new CaseException(
                        keys.where(), "'type' has to be event_time, count or end_of_input, not '" + type + "'");
        }
    }
}
