package io.millrace.windowing.join.asof;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.join.DeletionPredicate;
import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.LookupSpec;
import io.millrace.windowing.join.cells.CellPool;
import io.millrace.windowing.join.cells.JoinKeys;
import io.millrace.windowing.join.cells.KeySweep;
import io.millrace.windowing.join.cells.KeyedJoin;
import io.millrace.windowing.join.cells.SaturatingTime;

/**
 * Every left event with the entry of its key in reference data, or with none, at once: the entry that arrived last, or
 * the one with the largest time at or before the event's of those that have arrived.
 *
 * <p>By event time, versions of an entry are kept as far back as the history reaches behind the watermark, and one
 * more. A left event that far behind is late. So is an entry; it is kept unless the one retained is newer. <b>Not
 * thread-safe.</b>
 */
public final class LookupJoin extends KeyedJoin {
    private static final int FORGET_STEP = 8;
    private static final int SWEEP_STEP = 4;

    private final Arena arena;
    private final JoinSetup setup;
    private final long historyNs;
    private final boolean latest;
    private final DeletionPredicate<Object> deletion;
    private final JoinHandler handler;

    /** The number of entries ever added. */
    private final long root;

    private final CellPool pool;
    private final Versions versions;
    private final KeySweep sweep;
    private final Flyweight entry;

    /**
     * Creates the lookup: an empty one, or the one that a restored arena holds under the id.
     *
     * @param setup where its state lives and what it joins.
     * @param spec what it is.
     * @param handler takes what it finds.
     * @throws io.millrace.state.StateException if a record is too large, or the arena was restored with something else
     *     under the id.
     */
    @SuppressWarnings("unchecked") // the predicate takes right events, as the declaration says
    public LookupJoin(final JoinSetup setup, final LookupSpec spec, final JoinHandler handler) {
        super(new JoinKeys(setup, setup.id() + "/keys", Versions.KEY_BYTES));
        this.arena = setup.arena();
        this.setup = setup;
        this.handler = handler;
        historyNs = spec.historyNs();
        latest = historyNs == LookupSpec.LATEST;
        deletion = (DeletionPredicate<Object>) spec.deletion();
        final String id = setup.id();
        root = arena.root(id, "lookup", setup.fingerprint(historyNs), Long.BYTES);
        pool = new CellPool(
                arena, id + "/versions", Versions.RECORD, setup.rightType().sizeBytes());
        versions = new Versions(arena, pool);
        sweep = new KeySweep(arena, id + "/sweep", keys.table());
        entry = setup.rightType().newFlyweight();
    }

    @Override
    protected void left(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isUnrepresentable(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
            return;
        }
        if (!latest && timeNs <= behind(watermarkNs)) {
            handler.onLateLeft(event, timeNs, false);
            return;
        }
        final long key = keys.find();
        final long version = key == 0 ? 0 : latest ? versions.oldest(key) : versions.latestKnown(key, timeNs);
        handler.onPair(event, entryAt(version), timeNs);
    }

    private Flyweight entryAt(final long version) {
        if (version == 0) {
            return null;
        }
        entry.wrap(arena.buffer(version), arena.offset(version) + Versions.RECORD);
        return deletion != null && deletion.isDeletion(entry) ? null : entry;
    }

    @Override
    protected void right(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isUnrepresentable(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
        } else if (latest) {
            replace(timeNs, event);
        } else {
            addVersion(timeNs, event, behind(watermarkNs));
        }
    }

    private void replace(final long timeNs, final Flyweight event) {
        final long known = keys.find();
        if (deletion != null && deletion.isDeletion(event)) {
            if (known != 0) {
                versions.forgetLast(known);
                keys.table().removeCell(known);
            }
            return;
        }
        if (known == 0) {
            requireRoom();
        }
        versions.replace(known == 0 ? keys.findOrCreate() : known, timeNs, nextNumber(), event);
    }

    private void addVersion(final long timeNs, final Flyweight event, final long behindNs) {
        if (sweep.isDue(pool.size())) {
            sweep(behindNs);
        }
        final long known = keys.find();
        if (known != 0) {
            versions.forget(known, behindNs, FORGET_STEP);
        }
        requireRoom();
        final long key = known == 0 ? keys.findOrCreate() : known;
        final long number = nextNumber();
        if (timeNs > behindNs) {
            versions.add(key, timeNs, number, event);
        } else {
            handler.onLateRight(event, timeNs, versions.addLate(key, timeNs, number, event, behindNs));
        }
    }

    private long behind(final long watermarkNs) {
        return SaturatingTime.minus(watermarkNs, historyNs);
    }

    private long nextNumber() {
        final long number = arena.getLong(root) + 1;
        arena.beforeWrite(root);
        arena.putLong(root, number);
        return number;
    }

    private void requireRoom() {
        if (pool.size() >= setup.maxBuffered()) {
            throw new StateLimitException("Lookup '" + setup.id() + "' has reached its limit of " + setup.maxBuffered()
                    + " entries: raise it, by maxEntries(..), delete entries, or keep a shorter history");
        }
    }

    private void sweep(final long behindNs) {
        for (int step = 0; step < SWEEP_STEP; step++) {
            final long key = sweep.next(pool.size(), arena.getLong(root));
            if (key != 0 && !versions.forget(key, behindNs, FORGET_STEP)) {
                sweep.stayAt(key);
            }
        }
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        // Nothing waits.
    }

    @Override
    public long nextDueNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public long countOpen() {
        return 0;
    }

    /**
     * Counts the versions that are kept.
     *
     * @return the number of versions of all entries.
     */
    public long buffered() {
        return pool.size();
    }
}
