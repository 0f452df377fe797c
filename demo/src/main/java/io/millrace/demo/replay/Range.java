package io.millrace.demo.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of an option that are tried one after the other.
 *
 * @param option its name.
 * @param values the values, ascending.
 */
record Range(String option, List<Long> values) {
    static final int MAX_VALUES = 10_000;
    private static final Pattern TEXT = Pattern.compile("([a-z-]+)=(-?\\d{1,18})\\.\\.(-?\\d{1,18})(?:/(\\d{1,18}))?");

    /**
     * Reads {@code threshold=1..10} or {@code threshold=1..10/2}.
     *
     * @throws IllegalArgumentException if it is no range, or one of too many values.
     */
    static Range parse(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--grid " + text + " is no range: write threshold=1..10, or threshold=1..10/2 for every second");
        }
        final long first = Long.parseLong(matcher.group(2));
        final long last = Long.parseLong(matcher.group(3));
        final long step = matcher.group(4) == null ? 1 : Long.parseLong(matcher.group(4));
        if (last < first || step == 0) {
            throw new IllegalArgumentException(
                    "--grid " + text + (step == 0 ? ": a step of 0 leads nowhere" : " ends before it begins"));
        }
        if ((last - first) / step >= MAX_VALUES) {
            throw new IllegalArgumentException(
                    "--grid " + text + " are more than 10,000 values, each a replay: take larger steps");
        }
        final List<Long> values = new ArrayList<>();
        for (long value = first; value <= last; value += step) {
            values.add(value);
        }
        return new Range(matcher.group(1), List.copyOf(values));
    }
}
