package io.millrace.windowing.join;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.windowing.check.BarrierAudit;
import io.millrace.windowing.join.cells.KeyedJoin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;

/** A join with its arena, its output as text, and a way to restore it from a snapshot of itself. */
final class JoinUnderTest implements AutoCloseable, JoinHandler {
    private static final long ARENA_BYTES = 1L << 27;

    private final BiFunction<JoinSetup, JoinHandler, KeyedJoin> factory;
    private final boolean keyedByRecords;
    private final long maxBuffered;
    private final List<String> out = new ArrayList<>();
    private final BidFlyweight bid = new BidFlyweight();
    private final WinFlyweight win = new WinFlyweight();
    private final PairKeyFlyweight pair = new PairKeyFlyweight();
    private Arena arena = new Arena(ARENA_BYTES);
    private BarrierAudit audit;
    private KeyedJoin join;

    JoinUnderTest(
            final BiFunction<JoinSetup, JoinHandler, KeyedJoin> factory,
            final boolean keyedByRecords,
            final long maxBuffered) {
        this.factory = factory;
        this.keyedByRecords = keyedByRecords;
        this.maxBuffered = maxBuffered;
        bid.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(bid.sizeBytes())), 0);
        win.wrap(new UnsafeBuffer(new byte[win.sizeBytes()]), 0);
        pair.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(pair.sizeBytes())), 0);
        create();
    }

    private void create() {
        join = factory.apply(
                new JoinSetup(
                        arena,
                        "join",
                        keyedByRecords ? PairKeyFlyweight.TYPE : null,
                        BidFlyweight.TYPE,
                        WinFlyweight.TYPE,
                        maxBuffered),
                this);
        audit = new BarrierAudit(arena);
    }

    Arena arena() {
        return arena;
    }

    KeyedJoin join() {
        return join;
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

    void onEvent(final TestEvent event, final long watermarkNs) {
        pair.clear();
        pair.left(event.key() * 31).right((int) event.key());
        if (event.isLeft()) {
            bid.timeNs(event.timeNs()).key(event.key()).id(event.id());
            if (keyedByRecords) {
                join.onLeft(pair, event.timeNs(), bid, watermarkNs);
            } else {
                join.onLeft(event.key(), event.timeNs(), bid, watermarkNs);
            }
        } else {
            win.timeNs(event.timeNs()).key((int) event.key()).id((int) event.id());
            if (keyedByRecords) {
                join.onRight(pair, event.timeNs(), win, watermarkNs);
            } else {
                join.onRight(event.key(), event.timeNs(), win, watermarkNs);
            }
        }
        bid.timeNs(-1).key(-1).id(-1);
        win.timeNs(-1).key(-1).id(-1);
        pair.left(-1).right(-1);
        audit.check();
    }

    /** Moves the watermark as the engine does: from one due time to the next. */
    void onWatermark(final long watermarkNs) {
        while (join.nextDueNs() <= watermarkNs && join.nextDueNs() != Long.MAX_VALUE) {
            join.onWatermark(join.nextDueNs());
        }
        audit.check();
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    private static String text(final Flyweight record) {
        if (record instanceof Bid) {
            return "L" + ((Bid) record).id() + "/" + ((Bid) record).key() + "/" + ((Bid) record).timeNs();
        }
        return record == null
                ? "-"
                : "R" + ((Win) record).id() + "/" + ((Win) record).key() + "/" + ((Win) record).timeNs();
    }

    @Override
    public void onPair(final Flyweight left, final Flyweight right, final long timeNs) {
        out.add("pair " + text(left) + " " + text(right) + " @" + timeNs);
    }

    @Override
    public void onCorrection(final Flyweight left, final Flyweight right, final long timeNs) {
        out.add("correction " + text(left) + " " + text(right) + " @" + timeNs);
    }

    @Override
    public void onMissedWindows(final long count, final long lastStartNs) {
        out.add("misses " + count + " to " + lastStartNs);
    }

    @Override
    public void onLateLeft(final Flyweight left, final long timeNs, final boolean kept) {
        out.add((kept ? "late, kept " : "late ") + text(left));
    }

    @Override
    public void onLateRight(final Flyweight right, final long timeNs, final boolean kept) {
        out.add((kept ? "late, kept " : "late ") + text(right));
    }

    @Override
    public void onUnrepresentable(final Flyweight event, final long timeNs) {
        out.add("unrepresentable " + text(event));
    }

    @Override
    public void onGap(final Flyweight event, final long timeNs) {
        out.add("gap " + text(event));
    }

    @Override
    public void close() {
        arena.close();
    }
}
