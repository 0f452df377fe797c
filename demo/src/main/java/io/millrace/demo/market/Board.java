package io.millrace.demo.market;

import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The newest bar of each of the first symbols, for the screen.
 *
 * <p>One thread writes, without locks and, once it knows the symbols, without allocating; another reads. A row has a
 * version that is odd while it is being written: a reader who sees it odd, or changed, reads again.
 */
final class Board {
    /** The most symbols shown. */
    static final int ROWS = 12;

    private static final int VERSION = 0;
    private static final int END = 1;
    private static final int OPEN = 2;
    private static final int HIGH = 3;
    private static final int LOW = 4;
    private static final int CLOSE = 5;
    private static final int COUNT = 6;
    private static final int VOLUME = 7;
    private static final int WIDTH = 8;
    private static final int ATTEMPTS = 100;

    private final AtomicLongArray cells = new AtomicLongArray(ROWS * WIDTH);
    private final AtomicInteger unseen = new AtomicInteger();
    private final AtomicReferenceArray<String> names = new AtomicReferenceArray<>(ROWS);

    /**
     * What a row shows.
     *
     * @param symbol the symbol.
     * @param endNs end of the bar, in nanoseconds since the epoch.
     * @param open first price, unscaled.
     * @param high highest price, unscaled.
     * @param low lowest price, unscaled.
     * @param close last price, unscaled.
     * @param count number of trades.
     * @param volume sum of quantities, unscaled; the largest long if it is larger.
     */
    record Row(String symbol, long endNs, long open, long high, long low, long close, long count, long volume) {}

    /** The end of the pipeline that writes the board. */
    Sink<BarFlyweight> sink(final SinkContext context) {
        return bar -> write(bar, context);
    }

    private void write(final BarFlyweight bar, final SinkContext context) {
        final int row = bar.symbol();
        if (row >= ROWS) {
            if (row - ROWS >= unseen.getPlain()) {
                unseen.setOpaque(row - ROWS + 1);
            }
            return;
        }
        if (names.getPlain(row) == null) {
            names.setRelease(row, context.symbols().textOf(row).toString());
        }
        final int at = row * WIDTH;
        final long version = cells.getPlain(at);
        cells.setOpaque(at, version + 1);
        VarHandle.storeStoreFence();
        cells.setOpaque(at + END, bar.endNs());
        cells.setOpaque(at + OPEN, bar.open());
        cells.setOpaque(at + HIGH, bar.high());
        cells.setOpaque(at + LOW, bar.low());
        cells.setOpaque(at + CLOSE, bar.close());
        cells.setOpaque(at + COUNT, bar.count());
        cells.setOpaque(at + VOLUME, bar.volume().fitsLong() ? bar.volume().low() : Long.MAX_VALUE);
        cells.setRelease(at + VERSION, version + 2);
    }

    /** Number of symbols that have no row. */
    int unseen() {
        return unseen.getOpaque();
    }

    /** A row as it was at one moment; empty if there is no bar yet. */
    Optional<Row> read(final int row) {
        final String name = names.getAcquire(row);
        final int at = row * WIDTH;
        for (int i = 0; name != null && i < ATTEMPTS; i++) {
            final long version = cells.getAcquire(at);
            final Row seen = new Row(
                    name,
                    cells.getOpaque(at + END),
                    cells.getOpaque(at + OPEN),
                    cells.getOpaque(at + HIGH),
                    cells.getOpaque(at + LOW),
                    cells.getOpaque(at + CLOSE),
                    cells.getOpaque(at + COUNT),
                    cells.getOpaque(at + VOLUME));
            VarHandle.loadLoadFence();
            if ((version & 1) == 0 && version != 0 && cells.getOpaque(at) == version) {
                return Optional.of(seen);
            }
        }
        return Optional.empty();
    }
}
