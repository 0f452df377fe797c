package io.millrace.windowing.pane;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.RecordTable;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finishes the results of windows and hands them on. The record of the result is reused. <b>Not thread-safe.</b>
 *
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public final class WindowResults<A extends Flyweight, O extends Flyweight> {
    private static final int CLEAR_BYTES = 4 * Long.BYTES;

    private final Arena arena;
    private final RecordTable recordKeys;
    private final Aggregate<?, A, O> aggregate;
    private final ResultHandler<O> results;
    private final Window window;
    private final O output;
    private final long outputAddress;
    private final int outputBytes;

    /**
     * Creates the way out of an operator's windows.
     *
     * @param arena where the keys live.
     * @param recordKeys the keys if they are records; null if they are long values.
     * @param window the view of a window, made for keys of that kind.
     * @param aggregate makes results of accumulators.
     * @param results takes them.
     */
    WindowResults(
            final Arena arena,
            final RecordTable recordKeys,
            final Window window,
            final Aggregate<?, A, O> aggregate,
            final ResultHandler<O> results) {
        this.arena = arena;
        this.recordKeys = recordKeys;
        this.aggregate = aggregate;
        this.results = results;
        this.window = window;
        output = aggregate.outputType().newFlyweight();
        final UnsafeBuffer outputBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(output.sizeBytes()));
        output.wrap(outputBuffer, 0);
        outputAddress = outputBuffer.addressOffset();
        outputBytes = output.sizeBytes();
    }

    /**
     * Says which windows the next results are of.
     *
     * @param startNs first time in the window.
     * @param endNs first time after it.
     */
    public void setTimes(final long startNs, final long endNs) {
        window.setTimes(startNs, endNs);
    }

    /**
     * Says which key the next result is of.
     *
     * @param key ref of the key in its table.
     */
    public void setKey(final long key) {
        if (recordKeys == null) {
            window.setKey(LongTable.keyAtAddress(arena.address(key)));
        } else {
            final long record = recordKeys.keyRef(key);
            window.keyRecord().wrap(arena.buffer(record), arena.offset(record));
        }
    }

    /**
     * Finishes the result of a window and hands it on.
     *
     * @param accumulator all that is in the window.
     */
    public void emit(final A accumulator) {
        clearOutput();
        try {
            aggregate.finish(window, accumulator, output);
            results.onResult(output, window.endNs() - 1);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    /**
     * Says that a function of the aggregate failed for a key, outside of an event.
     *
     * @param failure what it threw.
     * @param key ref of the key in its table.
     */
    public void fail(final RuntimeException failure, final long key) {
        setKey(key);
        results.onFailure(failure, window);
    }

    private void clearOutput() {
        final long end = outputAddress + outputBytes;
        if (outputBytes < CLEAR_BYTES) {
            for (long address = outputAddress; address != end; address += Long.BYTES) {
                UnsafeApi.putLong(address, 0);
            }
            return;
        }
        for (long address = outputAddress; address < end - CLEAR_BYTES; address += CLEAR_BYTES) {
            clear(address);
        }
        // The last piece may overlap the one before: cheaper than a loop over what is left.
        clear(end - CLEAR_BYTES);
    }

    private static void clear(final long address) {
        UnsafeApi.putLong(address, 0);
        UnsafeApi.putLong(address + 8, 0);
        UnsafeApi.putLong(address + 16, 0);
        UnsafeApi.putLong(address + 24, 0);
    }
}
