package io.millrace.engine.testkit;

import java.util.ArrayList;
import java.util.List;

/** Events in up to three parts: a, b and c, in order of arrival. */
final class Cut<E> {
    private final List<List<Occurrence<? extends E>>> parts = new ArrayList<>();

    /** Cuts before the given places, which ascend. */
    Cut(final List<? extends Occurrence<? extends E>> events, final int... places) {
        int from = 0;
        for (final int to : places) {
            parts.add(new ArrayList<>(events.subList(from, to)));
            from = to;
        }
        parts.add(new ArrayList<>(events.subList(from, events.size())));
    }

    List<Occurrence<? extends E>> a() {
        return parts.get(0);
    }

    List<Occurrence<? extends E>> b() {
        return parts.get(1);
    }

    List<Occurrence<? extends E>> c() {
        return parts.get(2);
    }

    /** A line for every event, under its part. */
    @Override
    public String toString() {
        final StringBuilder out = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            final List<Occurrence<? extends E>> part = parts.get(i);
            out.append("  ").append((char) ('a' + i)).append(part.isEmpty() ? ": no events\n" : ":\n");
            for (final Occurrence<? extends E> occurrence : part) {
                out.append("      ").append(occurrence).append('\n');
            }
        }
        return out.toString();
    }
}
