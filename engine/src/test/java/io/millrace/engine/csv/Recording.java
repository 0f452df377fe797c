package io.millrace.engine.csv;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SymbolIds;
import io.millrace.record.DynamicRecord;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes events as text, and stands for the run they go to. */
final class Recording implements Publisher<DynamicRecord>, SourceContext {
    final List<String> events = new ArrayList<>();
    final List<Long> arrivals = new ArrayList<>();
    final List<Long> intended = new ArrayList<>();
    final List<String> symbols = new ArrayList<>();
    final RecordType<DynamicRecord, DynamicRecord> type;
    long nowNs;
    private final DynamicRecord event;
    private boolean claimed;

    Recording(final RecordType<DynamicRecord, DynamicRecord> type) {
        this.type = type;
        event = type.newFlyweight();
        event.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(type.sizeBytes())), 0);
    }

    /** Polls to the end. */
    static void drain(final Source<DynamicRecord> source, final Recording out) throws Exception {
        while (source.poll(out, 3) != Source.END_OF_INPUT) {
            // There is more.
        }
    }

    @Override
    public DynamicRecord claim() {
        if (claimed) {
            throw new IllegalStateException("claimed already");
        }
        claimed = true;
        event.clear();
        return event;
    }

    @Override
    public DynamicRecord tryClaim() {
        return claim();
    }

    @Override
    public void commit() {
        if (!claimed) {
            throw new IllegalStateException("not claimed");
        }
        claimed = false;
        final String text = event.toString();
        events.add(text.substring(text.indexOf('{') + 1, text.length() - 1));
    }

    @Override
    public void commitIntended(final long intendedNs) {
        intended.add(intendedNs);
        commit();
    }

    @Override
    public void commitAt(final long ingressNs) {
        arrivals.add(ingressNs);
        commit();
    }

    @Override
    public void commitAt(final long ingressNs, final long intendedNs) {
        intended.add(intendedNs);
        commitAt(ingressNs);
    }

    @Override
    public void abort() {
        claimed = false;
    }

    @Override
    public void watermark(final long watermarkNs) {
        throw new AssertionError("files give no watermarks");
    }

    @Override
    public void idle() {
        throw new AssertionError("files are never idle");
    }

    @Override
    public void active() {
        throw new AssertionError("files are never idle");
    }

    @Override
    public void endOfInput() {
        throw new AssertionError("the run ends the input");
    }

    @Override
    public int idOf(final CharSequence text) {
        if (text.length() == 0 || text.length() > 8) {
            throw new IllegalArgumentException("symbol has " + text.length() + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                throw new IllegalArgumentException("symbol is not ASCII");
            }
        }
        final String symbol = text.toString();
        if (!symbols.contains(symbol)) {
            symbols.add(symbol);
        }
        return symbols.indexOf(symbol);
    }

    @Override
    public String name() {
        return "trades";
    }

    @Override
    public RecordType<?, ?> type() {
        return type;
    }

    @Override
    public SymbolIds symbols() {
        return this;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }
}
