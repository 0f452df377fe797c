package io.millrace.windowing.sliding;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.pane.CellLayout;
import io.millrace.windowing.pane.WindowResults;
import org.agrona.UnsafeApi;

/**
 * How the accumulator of a window is put together from those of panes. Told of every cell of a pane when it is closed
 * and when the last window with it has had its result.
 *
 * @param <A> the accumulator.
 */
abstract class Parts<A extends Flyweight> {
    private static final int COPIED_IN_A_LOOP = 96;

    final Arena arena;
    final LiveCells lives;
    final int bytes;
    final Aggregate<?, A, ?> aggregate;
    private final WindowResults<A, ?> results;
    private final A into;
    private final A from;

    Parts(
            final Arena arena,
            final LiveCells lives,
            final Aggregate<?, A, ?> aggregate,
            final WindowResults<A, ?> results) {
        this.arena = arena;
        this.lives = lives;
        this.aggregate = aggregate;
        this.results = results;
        into = aggregate.accumulatorType().newFlyweight();
        from = aggregate.accumulatorType().newFlyweight();
        bytes = into.sizeBytes();
    }

    /** A pane is closed: takes the cell of a key, which is counted in its live cell already. */
    abstract void cellClosed(long live, long cell, long pane);

    /** A pane is closed, and all of its cells were taken; or there never was such a pane. */
    abstract void paneClosed(long pane);

    /** The accumulator of the window that ends with the pane closed last, for a key that is in one of its panes. */
    abstract A windowOf(long live);

    /** Does what is to be done once for every window, whatever is in it. */
    abstract void windowDone();

    /** No open window has a pane any more: takes the cell of a key that is in another one, and is not counted. */
    abstract void cellExpired(long live, long cell, long pane);

    /** No open window has a pane any more, and all of its cells were taken; or there never was such a pane. */
    abstract void paneExpired(long pane);

    /** Makes sure that {@link #addLate} for a pane finds the memory that it needs. */
    abstract void reserveLate(long pane);

    /**
     * Adds to a key's cell in a closed pane, and to whatever was made of it.
     *
     * @param live the key's live cell.
     * @param cell the key's cell, counted and linked.
     * @param pane number of the pane.
     * @param isNew whether the cell has just been made: nothing was written to its accumulator yet.
     * @param event what to add.
     */
    abstract void addLate(long live, long cell, long pane, boolean isNew, A event);

    /** Continues after a restore: says which window is next. */
    abstract void restore(long nextWindow);

    /** No key is in a closed pane: goes to another place on the time axis. */
    abstract void moveTo(long nextWindow);

    final long accumulatorOf(final long cell) {
        return cell + CellLayout.CELL_ACCUMULATOR;
    }

    /** Combines one accumulator in the arena into another one there. */
    final void combine(final long intoRef, final long fromRef, final long live) {
        from.wrap(arena.buffer(fromRef), arena.offset(fromRef));
        combine(intoRef, from, live);
    }

    final void combine(final long intoRef, final A other, final long live) {
        arena.beforeWrite(intoRef);
        into.wrap(arena.buffer(intoRef), arena.offset(intoRef));
        combine(into, other, live);
    }

    final void combine(final A first, final A second, final long live) {
        try {
            aggregate.combine(first, second);
        } catch (final RuntimeException failure) {
            fail(failure, live);
        }
    }

    final void deduct(final long intoRef, final long fromRef, final long live) {
        arena.beforeWrite(intoRef);
        into.wrap(arena.buffer(intoRef), arena.offset(intoRef));
        from.wrap(arena.buffer(fromRef), arena.offset(fromRef));
        try {
            aggregate.deduct(into, from);
        } catch (final RuntimeException failure) {
            fail(failure, live);
        }
    }

    private void fail(final RuntimeException failure, final long live) {
        results.fail(failure, arena.getLong(live + LiveCells.KEY));
    }

    /** Adds to a part that is good for something, or else begins it. */
    final void addTo(final long live, final int part, final long validity, final A other) {
        if (lives.validity(live, part) == validity) {
            combine(lives.part(live, part), other, live);
        } else {
            copy(lives.part(live, part), other);
            lives.setValidity(live, part, validity);
        }
    }

    /** Adds to a part that is good for something, or else begins it. */
    final void addTo(final long live, final int part, final long validity, final long otherRef) {
        if (lives.validity(live, part) == validity) {
            combine(lives.part(live, part), otherRef, live);
        } else {
            copy(lives.part(live, part), otherRef);
            lives.setValidity(live, part, validity);
        }
    }

    final void copy(final long intoRef, final A other) {
        arena.beforeWrite(intoRef);
        arena.buffer(intoRef).putBytes(arena.offset(intoRef), other.buffer(), other.offset(), bytes);
    }

    final void copy(final long intoRef, final long fromRef) {
        arena.beforeWrite(intoRef);
        copyBytes(arena.address(intoRef), arena.address(fromRef), bytes);
    }

    static void copyBytes(final long to, final long from, final int bytes) {
        if (bytes > COPIED_IN_A_LOOP) {
            UnsafeApi.copyMemory(from, to, bytes);
            return;
        }
        for (int at = 0; at < bytes; at += Long.BYTES) {
            UnsafeApi.putLong(to + at, UnsafeApi.getLong(from + at));
        }
    }
}
