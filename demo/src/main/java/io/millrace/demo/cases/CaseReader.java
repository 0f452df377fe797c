package io.millrace.demo.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads a case. */
final class CaseReader {
    private static final List<String> KINDS =
            List.of("assign", "window", "watermark_merge", "interval_join", "window_join", "asof_join");

    private CaseReader() {}

    static Case read(final String place, final Object value) {
        final Keys named = Keys.of(place, value);
        final String id = named.text("id");
        final Keys keys = Keys.of(place + " (" + id + ")", value);
        keys.text("id");
        final String title = keys.text("title");
        keys.text("source", "");
        final String kind = keys.text("kind");
        final Case read;
        try {
            read = kind.equals("assign") ? assign(id, title, keys) : stepped(id, title, kind, keys);
        } catch (final IllegalArgumentException e) {
            throw new CaseException(keys.where(), e.getMessage());
        }
        keys.requireNothingElse();
        return read;
    }

    private static Case assign(final String id, final String title, final Keys keys) {
        final Assigned assigned = new Assigned(AssignerReader.read(keys.mapping("assigner")));
        final List<Step> steps = new ArrayList<>();
        for (final Object value : notEmpty(keys, "assign")) {
            final Keys at = Keys.of(keys.where() + ", assign " + (steps.size() + 1), value);
            final long timeNs = at.number("ts");
            final List<Row> windows = new ArrayList<>();
            for (final Object window : at.list("windows")) {
                final List<?> bounds = Keys.list(at.where() + ", windows", window);
                if (bounds.size() != 2) {
                    throw new CaseException(at.where(), "a window is [start, end], not " + bounds);
                }
                windows.add(Assigned.row(
                        Keys.number(at.where() + ", start", bounds.get(0)),
                        Keys.number(at.where() + ", end", bounds.get(1))));
            }
            at.requireNothingElse();
            steps.add(
                    new Step(steps.size() + 1, "ts: " + timeNs, any -> assigned.at(timeNs), windows, List.of(), false));
        }
        return new Case(id, title, NoSubject::new, steps);
    }

    /** A case that does nothing would pass. */
    private static List<?> notEmpty(final Keys keys, final String key) {
        final List<?> values = Keys.list(keys.where() + ", " + key, keys.required(key));
        if (values.isEmpty()) {
            throw new CaseException(keys.where(), "'" + key + "' is empty");
        }
        return values;
    }

    private static Case stepped(final String id, final String title, final String kind, final Keys keys) {
        final CaseSources sources = CaseSources.read(keys);
        final Supplier<PipelineSubject.Kind> subject = subject(kind, sources, keys);
        final List<?> steps = notEmpty(keys, "steps");
        return new Case(
                id,
                title,
                () -> new PipelineSubject(subject.get()),
                new StepReader(sources.names(), kind).read(keys.where(), steps));
    }

    private static Supplier<PipelineSubject.Kind> subject(
            final String kind, final CaseSources sources, final Keys keys) {
        switch (kind) {
            case "window":
                final WindowSettings settings = WindowSettings.read(keys);
                return () -> new WindowKind(sources, settings);
            case "watermark_merge":
                return () -> new MergeKind(sources);
            case "asof_join":
                final JoinKind.Join asOf = JoinReader.asOf(keys);
                return () -> new JoinKind(sources, asOf, false);
            case "interval_join":
                final JoinKind.Join interval = JoinReader.interval(keys);
                return () -> new JoinKind(sources, interval, true);
            case "window_join":
                final JoinKind.Join window = JoinReader.window(keys);
                return () -> new JoinKind(sources, window, true);
            default:
                throw new CaseException(keys.where(), "'kind' has to be one of " + KINDS + ", not '" + kind + "'");
        }
    }
}
