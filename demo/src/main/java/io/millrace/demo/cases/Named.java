package io.millrace.demo.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for texts, by first appearance, and back: events carry numbers. */
final class Named {
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    long numberOf(final String text) {
        final Long known = numbers.get(text);
        if (known != null) {
            return known;
        }
        numbers.put(text, (long) texts.size());
        texts.add(text);
        return texts.size() - 1L;
    }

    String textOf(final long number) {
        return texts.get((int) number);
    }
}
