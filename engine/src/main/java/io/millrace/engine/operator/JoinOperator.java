package io.millrace.engine.operator;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.function.MatchFunction;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.AsOfSpec;
import io.millrace.windowing.join.BroadcastSpec;
import io.millrace.windowing.join.IntervalSpec;
import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.JoinSpec;
import io.millrace.windowing.join.LookupSpec;
import io.millrace.windowing.join.WindowJoinSpec;
import io.millrace.windowing.join.asof.AsOfJoin;
import io.millrace.windowing.join.asof.LookupJoin;
import io.millrace.windowing.join.broadcast.BroadcastJoin;
import io.millrace.windowing.join.cells.KeyedJoin;
import io.millrace.windowing.join.interval.IntervalJoin;
import io.millrace.windowing.join.window.WindowJoin;

/** A join of two streams by key. What takes the keys of events is a subclass. This class is copied along with it. */
@PerInstance(
        packages = {
            "io.millrace.windowing.join.cells",
            "io.millrace.windowing.join.asof",
            "io.millrace.windowing.join.broadcast",
            "io.millrace.windowing.join.interval",
            "io.millrace.windowing.join.window"
        })
abstract class JoinOperator extends TwoInputOperator implements JoinHandler, RecordOwner {
    final Step step;
    final EventClock clock;
    final Failures failures;
    final KeyedJoin join;
    private final JoinFunction<Object, Object, Object> function;
    private final MatchFunction<Object, Object, Object> matches;
    private final LateLedger ledger;
    private final long missedBit;
    private final OutRecord out;
    private final JoinPorts ports;
    private final Operator right = new RightInput();

    /** Of how many windows the event that is late was left out; 0 for good in a join without windows. */
    private long missedWindows;

    private long missedStartNs = Long.MIN_VALUE;

    /**
     * Creates what does not depend on the kind of key.
     *
     * @param keyType type of the keys; {@code null} where they are numbers.
     * @param work what it does.
     * @param place where in the stage it works.
     * @param failures what happens when a user function throws.
     * @param out the record that the function writes.
     * @param ports takes what leaves.
     */
    JoinOperator(
            final RecordType<?, ?> keyType,
            final JoinWork work,
            final StagePlace place,
            final Failures failures,
            final OutRecord out,
            final JoinPorts ports) {
        this.step = place.step();
        this.clock = place.clock();
        this.failures = failures;
        this.function = work.function();
        this.matches = work.matches();
        this.ledger = place.ledger();
        this.missedBit = place.missedBit();
        this.out = out;
        this.ports = ports;
        join = open(
                new JoinSetup(place.arena(), work.id(), keyType, work.leftType(), work.rightType(), work.maxBuffered()),
                work.spec());
    }

    private KeyedJoin open(final JoinSetup setup, final JoinSpec spec) {
        if (spec instanceof AsOfSpec) {
            return new AsOfJoin(setup, (AsOfSpec) spec, this);
        }
        if (spec instanceof IntervalSpec) {
            return new IntervalJoin(setup, (IntervalSpec) spec, this);
        }
        if (spec instanceof LookupSpec) {
            return new LookupJoin(setup, (LookupSpec) spec, this);
        }
        if (spec instanceof BroadcastSpec) {
            return new BroadcastJoin(setup, (BroadcastSpec) spec, this);
        }
        return WindowJoin.open(setup, (WindowJoinSpec) spec, this);
    }

    /** Takes a left event; what a user function throws is handled by the caller. */
    abstract void left(Flyweight event);

    /** Takes a right event; what a user function throws is handled by the caller. */
    abstract void right(Flyweight event);

    @Override
    public final void onEvent(final Flyweight event) {
        try {
            left(event);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
        }
        clock.dueAt(join.nextDueNs());
    }

    @Override
    public final Operator right() {
        return right;
    }

    @Override
    public final void onWatermark(final long watermarkNs) {
        join.onWatermark(watermarkNs);
    }

    @Override
    public final long nextDueNs() {
        return join.nextDueNs();
    }

    @Override
    public final long countOpen() {
        return join.countOpen();
    }

    @Override
    public final void onPair(final Flyweight left, final Flyweight rightOrNull, final long timeNs) {
        emit(left, rightOrNull, timeNs, ports.results());
    }

    @Override
    public final void onCorrection(final Flyweight left, final Flyweight rightOrNull, final long timeNs) {
        emit(left, rightOrNull, timeNs, ports.corrections());
    }

    private void emit(final Flyweight left, final Flyweight rightOrNull, final long timeNs, final Operator to) {
        final Flyweight made = out.begin(timeNs);
        try {
            if (matches == null) {
                function.join(left, rightOrNull, made);
            } else if (!matches.match(left, rightOrNull, made)) {
                return;
            }
        } catch (final RuntimeException | Error e) {
            failures.handle(e, left == null ? rightOrNull : left);
            return;
        }
        // What operators behind this one go without is the result, not the step's event, which may even be over.
        final Step at = step;
        final long eventTimeNs = at.timeNs;
        final long eventMissed = at.missed;
        final long eventMissedWatermarkNs = at.missedWatermarkNs;
        final boolean eventUnrepresentable = at.unrepresentable;
        at.timeNs = out.timeNs(timeNs);
        at.missed = 0;
        to.onEvent(made);
        if (at.missed != 0) {
            ledger.onMissedBehind(failures.operator(), at, made, at.timeNs);
        }
        at.timeNs = eventTimeNs;
        at.missed = eventMissed;
        at.missedWatermarkNs = eventMissedWatermarkNs;
        at.unrepresentable = eventUnrepresentable;
    }

    @Override
    public final void onLateLeft(final Flyweight left, final long timeNs, final boolean kept) {
        missed(kept);
        if (!kept) {
            ports.late().onEvent(left);
        }
    }

    @Override
    public final void onLateRight(final Flyweight lateRight, final long timeNs, final boolean kept) {
        missed(kept);
        if (!kept) {
            ports.lateRight().onEvent(lateRight);
        }
    }

    @Override
    public final void onMissedWindows(final long count, final long lastStartNs) {
        missedWindows = count;
        missedStartNs = lastStartNs;
    }

    /** The event at hand is late; if it is kept, some windows have it all the same. */
    private void missed(final boolean kept) {
        step.missed |= missedBit;
        step.missedPartly = kept && missedWindows != 0 ? step.missedPartly | missedBit : step.missedPartly & ~missedBit;
        step.missedWatermarkNs = clock.judgedNs();
        final int number = Long.numberOfTrailingZeros(missedBit);
        step.missedWindows[number] = missedWindows;
        step.missedStartsNs[number] = missedStartNs;
    }

    @Override
    public final void onGap(final Flyweight event, final long timeNs) {
        step.inGaps++;
    }

    @Override
    public final void onUnrepresentable(final Flyweight event, final long timeNs) {
        step.unrepresentable = true;
        failures.reject();
    }

    @Override
    public void poison() {
        out.poison();
    }

    /** The way in for right events. */
    private final class RightInput extends Operator {
        @Override
        public void onEvent(final Flyweight event) {
            try {
                right(event);
            } catch (final RuntimeException | Error e) {
                failures.handle(e, event);
            }
            clock.dueAt(join.nextDueNs());
        }
    }
}
