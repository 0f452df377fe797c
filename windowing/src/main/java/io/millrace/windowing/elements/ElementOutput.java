package io.millrace.windowing.elements;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.Emitter;
import io.millrace.windowing.ResultHandler;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes the results that a function makes of the events of a window. */
final class ElementOutput<O extends Flyweight> implements Emitter<O> {
    private final ResultHandler<O> results;
    private final O record;
    private long timeNs;
    private boolean takenBack;
    private boolean begun;

    ElementOutput(final RecordType<?, O> type, final ResultHandler<O> results) {
        this.results = results;
        record = type.newFlyweight();
        record.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(Long.BYTES, record.sizeBytes()))), 0);
    }

    /** Results have this time from now on, and are handed on or taken back. */
    void begin(final long newTimeNs, final boolean newTakenBack) {
        timeNs = newTimeNs;
        takenBack = newTakenBack;
        begun = false;
    }

    @Override
    public O next() {
        begun = true;
        record.clear();
        return record;
    }

    @Override
    public void emit() {
        if (!begun) {
            throw new IllegalStateException("emit() without next()");
        }
        begun = false;
        if (takenBack) {
            results.onRetraction(record, timeNs);
        } else {
            results.onResult(record, timeNs);
        }
    }
}
