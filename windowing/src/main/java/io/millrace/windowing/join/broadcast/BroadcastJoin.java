package io.millrace.windowing.join.broadcast;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.join.BroadcastSpec;
import io.millrace.windowing.join.DeletionPredicate;
import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.cells.JoinKeys;
import io.millrace.windowing.join.cells.KeyedJoin;
import io.millrace.windowing.join.cells.RecordBytes;

/**
 * Every left event, whatever its key, with every entry of a table. Right events make the table: each one is the entry
 * of its key from then on, or takes that away. Changes count in the order of arrival; time does not matter, nothing
 * waits and nothing is late. Entries come in the order in which their keys came, where a new key takes the place of the
 * one removed last. <b>Not thread-safe.</b>
 */
public final class BroadcastJoin extends KeyedJoin {
    private final Arena arena;
    private final JoinSetup setup;
    private final DeletionPredicate<Object> deletion;
    private final JoinHandler handler;
    private final Flyweight entry;

    /**
     * Creates the join: an empty one, or the one that a restored arena holds under the id.
     *
     * @param setup where its state lives and what it joins; its limit is one of entries.
     * @param spec what it is.
     * @param handler takes what it finds.
     * @throws io.millrace.state.StateException if a record is too large, or the arena was restored with something else
     *     under the id.
     */
    @SuppressWarnings("unchecked") // the predicate takes right events, as the declaration says
    public BroadcastJoin(final JoinSetup setup, final BroadcastSpec spec, final JoinHandler handler) {
        super(new JoinKeys(setup, setup.id() + "/entries", setup.rightType().sizeBytes()));
        this.arena = setup.arena();
        this.setup = setup;
        this.deletion = (DeletionPredicate<Object>) spec.deletion();
        this.handler = handler;
        arena.root(setup.id(), "broadcast-join", setup.fingerprint(0), Long.BYTES);
        entry = setup.rightType().newFlyweight();
    }

    @Override
    protected void left(final long timeNs, final Flyweight event, final long watermarkNs) {
        for (long value = keys.table().first(); value != 0; value = keys.table().next(value)) {
            entry.wrap(arena.buffer(value), arena.offset(value));
            handler.onPair(event, entry, timeNs);
        }
    }

    @Override
    protected void right(final long timeNs, final Flyweight event, final long watermarkNs) {
        long value = keys.find();
        if (deletion != null && deletion.isDeletion(event)) {
            if (value != 0) {
                keys.table().removeCell(value);
            }
            return;
        }
        if (value == 0) {
            if (keys.table().size() >= setup.maxBuffered()) {
                throw new StateLimitException("Join '" + setup.id() + "' has reached its limit of "
                        + setup.maxBuffered() + " broadcast entries: raise it, by maxEntries(..), or delete entries");
            }
            value = keys.findOrCreate();
        }
        arena.beforeWrite(value);
        RecordBytes.copy(event, arena.address(value));
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
}
