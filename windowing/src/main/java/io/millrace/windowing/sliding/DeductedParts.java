package io.millrace.windowing.sliding;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.pane.WindowResults;

/**
 * For aggregates from which panes can be taken out again: one accumulator per key, of all panes of the window.
 *
 * @param <A> the accumulator.
 */
final class DeductedParts<A extends Flyweight> extends Parts<A> {
    static final int PARTS = 1;

    private static final int WHOLE = 0;
    private static final long VALID = 1;

    private final A window;

    DeductedParts(
            final Arena arena,
            final LiveCells lives,
            final Aggregate<?, A, ?> aggregate,
            final WindowResults<A, ?> results) {
        super(arena, lives, aggregate, results);
        window = aggregate.accumulatorType().newFlyweight();
    }

    @Override
    void cellClosed(final long live, final long cell, final long pane) {
        addTo(live, WHOLE, VALID, accumulatorOf(cell));
    }

    @Override
    void paneClosed(final long pane) {
        // Cells are all there is.
    }

    @Override
    A windowOf(final long live) {
        final long whole = lives.part(live, WHOLE);
        window.wrap(arena.buffer(whole), arena.offset(whole));
        return window;
    }

    @Override
    void windowDone() {
        // Nothing is put off.
    }

    @Override
    void cellExpired(final long live, final long cell, final long pane) {
        deduct(lives.part(live, WHOLE), accumulatorOf(cell), live);
    }

    @Override
    void paneExpired(final long pane) {
        // Cells are all there is.
    }

    @Override
    void reserveLate(final long pane) {
        // The cell is all that is needed.
    }

    @Override
    void addLate(final long live, final long cell, final long pane, final boolean isNew, final A event) {
        if (isNew) {
            copy(accumulatorOf(cell), event);
        } else {
            combine(accumulatorOf(cell), event, live);
        }
        addTo(live, WHOLE, VALID, event);
    }

    @Override
    void restore(final long nextWindow) {
        // Nothing depends on where the windows are.
    }

    @Override
    void moveTo(final long nextWindow) {
        // Nothing depends on where the windows are.
    }
}
