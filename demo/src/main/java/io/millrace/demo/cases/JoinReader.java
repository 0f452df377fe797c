package io.millrace.demo.cases;

import io.millrace.engine.AsOfJoinedStreams;
import io.millrace.engine.Joined;
import io.millrace.record.DynamicRecord;

/** Reads what a case joins. */
final class JoinReader {
    private static final String OPERATOR = "join";
    private static final String PAIRS = "pairs";

    private JoinReader() {}

    static JoinKind.Join asOf(final Keys keys) {
        final boolean strict = WindowSettings.choice(keys, "op", "le", "lt");
        final long toleranceNs = keys.number("tolerance", Long.MAX_VALUE);
        if (toleranceNs < 0) {
            throw new CaseException(keys.where(), "'tolerance' is negative");
        }
        return (left, right) -> {
            final AsOfJoinedStreams<DynamicRecord, DynamicRecord> join =
                    left.asOfJoin(right).toleranceNs(toleranceNs);
            sinks((strict ? join.strictlyBefore() : join).join(OPERATOR, JoinKind.PAIR, JoinKind::write));
        };
    }

    private static void sinks(final Joined<DynamicRecord, DynamicRecord, DynamicRecord> joined) {
        joined.results().forEach(PAIRS, pair -> {});
        joined.late().forEach(PipelineSubject.LATE, event -> {});
    }
}
