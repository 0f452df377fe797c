package io.millrace.windowing.session;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.RecordTable;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the results of sessions, and takes them back. */
final class SessionOutput<A extends Flyweight, O extends Flyweight> {
    private final Arena arena;
    private final SessionCells cells;
    private final RecordTable recordKeys;
    private final Aggregate<?, A, O> aggregate;
    private final ResultHandler<O> results;
    private final Window window;
    private final A accumulator;
    private final O output;
    private final long outputAddress;
    private final int outputBytes;

    /** The table of keys and the type of keys are null where keys are long values. */
    SessionOutput(
            final Arena arena,
            final SessionCells cells,
            final RecordTable recordKeys,
            final RecordType<?, ?> keyType,
            final Aggregate<?, A, O> aggregate,
            final ResultHandler<O> results) {
        this.arena = arena;
        this.cells = cells;
        this.recordKeys = recordKeys;
        this.aggregate = aggregate;
        this.results = results;
        window = new Window(keyType == null ? null : keyType.newFlyweight());
        accumulator = aggregate.accumulatorType().newFlyweight();
        output = aggregate.outputType().newFlyweight();
        outputBytes = output.sizeBytes();
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(outputBytes));
        output.wrap(buffer, 0);
        outputAddress = buffer.addressOffset();
    }

    /** Makes the result of a session that had some before, and counts none. */
    void emit(final long session, final long firedBefore, final boolean dropped) {
        prepare(session, SessionCells.ACCUMULATOR);
        window.setFiring(firedBefore, dropped, false);
        try {
            aggregate.finish(window, accumulator, output);
            results.onResult(output, window.endNs() - 1);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    /** Takes the latest result of a session back, as long as nothing was added to the session since. */
    void retract(final long session) {
        retract(session, cells.get(session, SessionCells.FIRINGS) - 1, SessionCells.ACCUMULATOR);
    }

    /** Takes a result of a session back whose accumulator lies at an offset of the cell. */
    void retract(final long session, final long firedBefore, final int accumulatorOffset) {
        prepare(session, accumulatorOffset);
        window.setFiring(firedBefore, false, true);
        try {
            aggregate.finish(window, accumulator, output);
            results.onRetraction(output, window.endNs() - 1);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    /** A call of the trigger failed. */
    void failed(final long session, final RuntimeException failure) {
        prepare(session, SessionCells.ACCUMULATOR);
        results.onFailure(failure, window);
    }

    /** The view of windows, moved to a key. */
    Window windowOf(final long key) {
        if (recordKeys == null) {
            window.setKey(LongTable.keyAtAddress(arena.address(key)));
        } else {
            final long record = recordKeys.keyRef(key);
            window.keyRecord().wrap(arena.buffer(record), arena.offset(record));
        }
        return window;
    }

    private void prepare(final long session, final int accumulatorOffset) {
        windowOf(cells.get(session, SessionCells.KEY));
        window.setTimes(cells.get(session, SessionCells.START), cells.get(session, SessionCells.END));
        accumulator.wrap(arena.buffer(session), arena.offset(session) + accumulatorOffset);
        for (int at = 0; at < outputBytes; at += Long.BYTES) {
            UnsafeApi.putLong(outputAddress + at, 0);
        }
    }
}
