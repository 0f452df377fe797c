package io.millrace.windowing.count;

import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.check.BarrierAudit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** {@link KeyedCounts} with its arena, its output as text, and a way to restore it from a snapshot of itself. */
final class CountsUnderTest implements AutoCloseable, ResultHandler<TraceFlyweight>, MissedEventHandler<Ping> {
    static final long ARENA_BYTES = 1L << 28;

    private final CountWindows windows;
    private final PingTrace aggregate;
    private final boolean keyedByRecords;
    private final List<String> out = new ArrayList<>();
    private final PingFlyweight ping = new PingFlyweight();
    private final HostFlyweight host = new HostFlyweight();
    private Arena arena = new Arena(ARENA_BYTES);
    private BarrierAudit audit;
    private KeyedCounts<Ping, TraceFlyweight, TraceFlyweight> tested;
    private long sequence;
    private boolean silent;
    private long results;

    CountsUnderTest(final CountWindows windows, final Set<PingTrace.Option> options) {
        this.windows = windows;
        aggregate = new PingTrace(options);
        keyedByRecords = aggregate.isKeyedByRecords();
        ping.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(ping.sizeBytes())), 0);
        host.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(host.sizeBytes())), 0);
        create();
    }

    private void create() {
        tested = new KeyedCounts<>(
                arena, "counts", keyedByRecords ? HostFlyweight.TYPE : null, windows, aggregate, this, this);
        audit = new BarrierAudit(arena);
    }

    /** From now on results are only counted. */
    void silence() {
        silent = true;
        audit.stop();
    }

    long results() {
        return results;
    }

    Arena arena() {
        return arena;
    }

    KeyedCounts<Ping, TraceFlyweight, TraceFlyweight> counts() {
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

    void onEvent(final long key, final long timeNs, final long value) {
        ping.key(key).timeNs(timeNs).value(value);
        if (keyedByRecords) {
            tested.onEvent(host.network(key * 31).number((int) key), timeNs, sequence++, ping, Long.MAX_VALUE);
        } else {
            tested.onEvent(key, timeNs, sequence++, ping, Long.MAX_VALUE);
        }
        audit.check();
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    @Override
    public void onResult(final TraceFlyweight trace, final long timeNs) {
        results++;
        if (!silent) {
            out.add(NaiveCounts.line(
                    trace.key(), trace.startNs(), trace.endNs(), trace.count(), trace.sum(), trace.hash(), timeNs));
        }
    }

    @Override
    public void onLate(final Ping event, final long timeNs, final long lateByNs, final long windowStartNs) {
        throw new AssertionError("late");
    }

    @Override
    public void onPartlyLate(
            final Ping event, final long timeNs, final long lateByNs, final long firstStartNs, final long lastStartNs) {
        throw new AssertionError("late");
    }

    @Override
    public void onGap(final Ping event, final long timeNs) {
        if (!silent) {
            out.add("gap " + event.value());
        }
    }

    @Override
    public void onUnrepresentable(final Ping event, final long timeNs) {
        throw new AssertionError("unrepresentable");
    }

    @Override
    public void close() {
        arena.close();
    }
}
