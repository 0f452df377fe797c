package io.millrace.demo.cases;

import io.millrace.engine.AsOfJoinedStreams;
import io.millrace.engine.IntervalJoinedStreams;
import io.millrace.engine.Joined;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.WindowAssigner;

/** Reads what a case joins. */
final class JoinReader {
    private static final String OPERATOR = "join";
    private static final String FINAL = "final";
    private static final String PAIRS = "pairs";

    private JoinReader() {}

    static JoinKind.Join asOf(final Keys keys) {
        final String mode = keys.text("mode", FINAL);
        if (!mode.equals(FINAL)) {
            throw new CaseException(keys.where(), "'mode' has to be " + FINAL + ", not '" + mode + "'");
        }
        final boolean strict = WindowSettings.choice(keys, "op", "le", "lt");
        final long toleranceNs = keys.number("tolerance", Long.MAX_VALUE);
        if (toleranceNs < 0) {
            throw new CaseException(keys.where(), "'tolerance' is negative: " + toleranceNs);
        }
        return (left, right) -> {
            final AsOfJoinedStreams<DynamicRecord, DynamicRecord> join =
                    left.asOfJoin(right).toleranceNs(toleranceNs);
            sinks((strict ? join.strictlyBefore() : join).join(OPERATOR, JoinKind.PAIR, JoinKind::write));
        };
    }

    static JoinKind.Join interval(final Keys keys) {
        final Keys bounds = keys.mapping("bounds");
        final long lowerNs = bounds.number("lower");
        final long upperNs = bounds.number("upper");
        final boolean lowerInclusive = bounds.flag("lower_inclusive", true);
        final boolean upperInclusive = bounds.flag("upper_inclusive", true);
        bounds.requireNothingElse();
        if (lowerNs > upperNs) {
            throw new CaseException(bounds.where(), "'lower' is above 'upper': " + lowerNs + " and " + upperNs);
        }
        return (left, right) -> {
            IntervalJoinedStreams<DynamicRecord, DynamicRecord> join = left.intervalJoin(right, lowerNs, upperNs);
            join = lowerInclusive ? join : join.lowerExclusive();
            join = upperInclusive ? join : join.upperExclusive();
            final Joined<DynamicRecord, DynamicRecord, DynamicRecord> joined =
                    join.join(OPERATOR, JoinKind.PAIR, JoinKind::write);
            sinks(joined);
            joined.lateRight().forEach(PipelineSubject.LATE_RIGHT, event -> {});
        };
    }

    static JoinKind.Join window(final Keys keys) {
        final WindowAssigner assigner = AssignerReader.read(keys.mapping("assigner"));
        return (left, right) -> {
            final Joined<DynamicRecord, DynamicRecord, DynamicRecord> joined =
                    left.windowJoin(right, assigner).join(OPERATOR, JoinKind.PAIR, JoinKind::write);
            sinks(joined);
            joined.lateRight().forEach(PipelineSubject.LATE_RIGHT, event -> {});
        };
    }

    private static void sinks(final Joined<DynamicRecord, DynamicRecord, DynamicRecord> joined) {
        joined.results().forEach(PAIRS, pair -> {});
        joined.late().forEach(PipelineSubject.LATE, event -> {});
    }
}
