package io.millrace.demo.cases;

import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;

/** Reads assigners and triggers. */
final class AssignerReader {
    private AssignerReader() {}

    static WindowAssigner read(final Keys keys) {
        try {
            final WindowAssigner assigner = assigner(keys.text("type"), keys);
            keys.requireNothingElse();
            assigner.mistake().ifPresent(mistake -> {
                throw new CaseException(keys.where(), mistake);
            });
            return assigner;
        } catch (final IllegalArgumentException e) {
            throw new CaseException(keys.where(), e.getMessage());
        }
    }

    private static WindowAssigner assigner(final String type, final Keys keys) {
        switch (type) {
            case "tumbling":
                return Windows.tumbling(keys.number("size")).withOffset(keys.number("offset", 0));
            case "sliding":
                return Windows.sliding(keys.number("size"), keys.number("slide"))
                        .withOffset(keys.number("offset", 0));
            case "session":
                return SessionWindows.withGap(keys.number("gap"));
            case "global":
                return GlobalWindow.INSTANCE;
            default:
                throw new CaseException(
                        keys.where(), "'type' has to be tumbling, sliding, session or global, not '" + type + "'");
        }
    }
}
