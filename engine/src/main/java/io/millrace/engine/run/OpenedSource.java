package io.millrace.engine.run;

import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SymbolIds;

/**
 * What a run tells a source.
 *
 * @param name    the source's name.
 * @param symbols resolves its symbols.
 * @param clock   the run's clock.
 */
record OpenedSource(String name, SymbolIds symbols, RunClock clock) implements SourceContext {
    @Override
    public long nowNs() {
        return clock.nowNs();
    }
}
