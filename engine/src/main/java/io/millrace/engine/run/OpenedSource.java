package io.millrace.engine.run;

import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SymbolIds;
import io.millrace.record.RecordType;

/**
 * What a run tells a source.
 *
 * @param name the source's name.
 * @param type type of its events.
 * @param symbols resolves its symbols.
 * @param clock the run's clock.
 * @param taken how many events an earlier run took.
 */
record OpenedSource(String name, RecordType<?, ?> type, SymbolIds symbols, RunClock clock, long taken)
        implements SourceContext {
    @Override
    public long nowNs() {
        return clock.nowNs();
    }
}
