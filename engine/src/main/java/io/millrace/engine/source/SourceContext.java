package io.millrace.engine.source;

import io.millrace.record.RecordType;

/** What a run tells a source. */
public interface SourceContext {
    /**
     * The source's name in the pipeline.
     *
     * @return the name.
     */
    String name();

    /**
     * Type of the source's events.
     *
     * @return the type.
     */
    RecordType<?, ?> type();

    /**
     * Resolves text to symbol ids for the events of this source. Use it on the source's thread.
     *
     * @return the symbols of the run.
     */
    SymbolIds symbols();

    /**
     * The run's clock, for sources that pace themselves. Event times are never taken from it.
     *
     * @return nanoseconds since the epoch; never goes back.
     */
    long nowNs();
}
