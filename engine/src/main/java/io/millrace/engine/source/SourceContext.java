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
     * How many events of this source an earlier run of the same journal took. The source publishes them again, and they
     * are left out; it need not take its time over them.
     *
     * @return the count; 0 for a run that begins.
     */
    default long taken() {
        return 0;
    }

    /**
     * The run's clock, for sources that pace themselves. Event times are never taken from it.
     *
     * @return nanoseconds since the epoch; never goes back.
     */
    long nowNs();
}
