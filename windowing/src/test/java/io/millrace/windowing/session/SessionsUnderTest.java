package io.millrace.windowing.session;

import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.check.BarrierAudit;
import io.millrace.windowing.trigger.Trigger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** {@link KeyedSessions} with its arena, its output as text, and a way to restore it from a snapshot of itself. */
final class SessionsUnderTest implements AutoCloseable, ResultHandler<VisitFlyweight>, MissedEventHandler<Click> {
    static final long ARENA_BYTES = 1L << 28;

    private final SessionRules<Click> rules;
    private final boolean keyedByRecords;
    private final Trigger<? super Click> trigger;
    private final List<String> out = new ArrayList<>();
    private final ClickFlyweight click = new ClickFlyweight();
    private final UserKeyFlyweight user = new UserKeyFlyweight();
    private Arena arena = new Arena(ARENA_BYTES);
    private BarrierAudit audit;
    private KeyedWindows<Click> tested;
    private long sequence;
    private long processingNs;
    private boolean discardingOutput;

    SessionsUnderTest(final SessionRules<Click> rules, final boolean keyedByRecords) {
        this(rules, keyedByRecords, null);
    }

    /** With a trigger, or without one if it is null. */
    SessionsUnderTest(
            final SessionRules<Click> rules, final boolean keyedByRecords, final Trigger<? super Click> trigger) {
        this.trigger = trigger;
        this.rules = rules;
        this.keyedByRecords = keyedByRecords;
        click.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(click.sizeBytes())), 0);
        user.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(user.sizeBytes())), 0);
        create();
    }

    private void create() {
        final RecordType<?, ?> keyType = keyedByRecords ? UserKeyFlyweight.TYPE : null;
        final ClickTally aggregate = new ClickTally(keyedByRecords);
        if (trigger == null) {
            tested = new KeyedSessions<>(arena, "sessions", keyType, rules, aggregate, this, this);
            audit = new BarrierAudit(arena);
            return;
        }
        final SessionWindows assigner = rules.gapOf() == null
                ? SessionWindows.withGap(rules.gapNs())
                : SessionWindows.<Click>gapFrom(rules.gapOf());
        final CellPlan<Click> plan =
                new CellPlan<>(assigner, trigger, rules.allowedLatenessNs(), rules.discarding(), () -> processingNs);
        tested = new TriggeredSessions<>(arena, "sessions", keyType, plan, aggregate, this, this);
        audit = new BarrierAudit(arena);
    }

    void onProcessingTime(final long newProcessingNs) {
        processingNs = newProcessingNs;
        if (processingNs >= tested.nextProcessingDueNs()) {
            tested.onProcessingTime(processingNs);
        }
        audit.check();
    }

    /** Makes no text of the output from now on. */
    void discardOutput() {
        discardingOutput = true;
    }

    /** The latest event. */
    Click click() {
        return click;
    }

    Arena arena() {
        return arena;
    }

    KeyedWindows<Click> sessions() {
        return tested;
    }

    /** Whether every store is still being checked. */
    boolean isAudited() {
        return audit.isOn();
    }

    void restore() {
        final byte[] snapshot = ArenaSnapshot.toBytes(arena);
        arena.close();
        arena = ArenaSnapshot.fromBytes(snapshot, ARENA_BYTES);
        create();
    }

    void onEvent(final long key, final long timeNs, final long value, final long gapNs, final long watermarkNs) {
        click.key(key).timeNs(timeNs).value(value).gapNs(gapNs);
        if (keyedByRecords) {
            tested.onEvent(user.site(key * 31).user((int) key), timeNs, sequence++, click, watermarkNs);
        } else {
            tested.onEvent(key, timeNs, sequence++, click, watermarkNs);
        }
        audit.check();
    }

    void onWatermark(final long watermarkNs) {
        if (watermarkNs >= tested.nextDueNs()) {
            tested.onWatermark(watermarkNs);
        }
        audit.check();
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    @Override
    public void onResult(final VisitFlyweight visit, final long timeNs) {
        if (!discardingOutput) {
            out.add(text(visit, timeNs));
        }
    }

    @Override
    public void onRetraction(final VisitFlyweight visit, final long timeNs) {
        if (!discardingOutput) {
            out.add("not " + text(visit, timeNs));
        }
    }

    private static String text(final VisitFlyweight visit, final long timeNs) {
        return "key " + visit.key() + " [" + visit.startNs() + ", " + visit.endNs() + ") count " + visit.count()
                + " sum " + visit.sum() + " from " + visit.firstNs() + " to " + visit.lastNs() + " after "
                + visit.firedBefore() + (visit.dropped() ? " dropped" : "") + (visit.retraction() ? " taken back" : "")
                + " at " + timeNs;
    }

    @Override
    public void onLate(final Click event, final long timeNs, final long lateByNs, final long windowStartNs) {
        if (!discardingOutput) {
            out.add("late " + event.timeNs() + " by " + lateByNs + " for " + windowStartNs);
        }
    }

    @Override
    public void onPartlyLate(
            final Click event,
            final long timeNs,
            final long lateByNs,
            final long firstStartNs,
            final long lastStartNs) {
        throw new AssertionError("an event has one session");
    }

    @Override
    public void onGap(final Click event, final long timeNs) {
        throw new AssertionError("sessions have no gaps");
    }

    @Override
    public void onUnrepresentable(final Click event, final long timeNs) {
        out.add("unrepresentable " + event.timeNs());
    }

    @Override
    public void close() {
        arena.close();
    }
}
