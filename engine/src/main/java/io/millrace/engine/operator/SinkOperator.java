package io.millrace.engine.operator;

import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.engine.sink.SymbolText;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.io.IOException;

/** Hands results to a sink, numbered. */
@PerInstance
public final class SinkOperator extends SinkPort implements SinkContext {
    private final String name;
    private final RecordType<?, ?> type;
    private final Failures failures;
    private final Step step;
    private final SymbolText symbols;
    private final Journaling journaling;
    private final int recordBytes;
    private final OutputSeries series = new OutputSeries();
    private Sink<Object> sink;
    private boolean dirty;

    /**
     * Creates the operator; {@link #attach} gives it its sink.
     *
     * @param name the sink's name.
     * @param type type of the results.
     * @param failures what happens when the sink throws.
     * @param step the stage's step.
     * @param symbols the run's symbols.
     * @param journaling how the run is journaled.
     */
    public SinkOperator(
            final String name,
            final RecordType<?, ?> type,
            final Failures failures,
            final Step step,
            final SymbolText symbols,
            final Journaling journaling) {
        this.name = name;
        this.type = type;
        this.failures = failures;
        this.step = step;
        this.symbols = symbols;
        this.journaling = journaling;
        recordBytes = type.sizeBytes();
    }

    @Override
    public SinkContext context() {
        return this;
    }

    @Override
    public void attach(final Sink<Object> opened) {
        sink = opened;
        series.attach(opened, journaling);
    }

    @Override
    public void onEvent(final Flyweight event) {
        if (series.take(step.timeNs, 0, event, recordBytes)) {
            dirty = true;
            try {
                sink.accept(event);
            } catch (final Exception | Error e) {
                failures.handle(e, event);
            }
        }
        series.next();
    }

    @Override
    public void flush() throws Exception {
        if (dirty) {
            dirty = false;
            sink.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (sink != null) {
            sink.close();
        }
    }

    @Override
    public void restore(final long restoredOutputSequence, final long restoredDigest) {
        series.restore(restoredOutputSequence, restoredDigest);
    }

    @Override
    public long digest() {
        return series.digest();
    }

    @Override
    public StoredOutput stored() {
        return series.stored();
    }

    @Override
    public void leaveOutBelow(final long outputs) {
        series.leaveOutBelow(outputs);
    }

    @Override
    public boolean reproduced() {
        return series.reproduced();
    }

    @Override
    public void commit(final long position, final boolean forced) throws Exception {
        flush();
        series.commit(position, forced);
    }

    @Override
    public Journaling journaling() {
        return journaling;
    }

    @Override
    public boolean replaying() {
        return step.replaying;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RecordType<?, ?> type() {
        return type;
    }

    @Override
    public long outputSequence() {
        return series.count();
    }

    @Override
    public long timeNs() {
        return step.timeNs;
    }

    @Override
    public long ingressNs() {
        return step.ingressNs;
    }

    @Override
    public SymbolText symbols() {
        return symbols;
    }
}
