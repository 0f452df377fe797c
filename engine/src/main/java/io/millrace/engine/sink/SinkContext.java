package io.millrace.engine.sink;

import io.millrace.record.RecordType;

/** What a run tells a sink; the values follow the result being accepted. <b>Used on the sink's thread.</b> */
public interface SinkContext {
    /**
     * The sink's name in the pipeline.
     *
     * @return the name.
     */
    String name();

    /**
     * Type of the results.
     *
     * @return the type.
     */
    RecordType<?, ?> type();

    /**
     * Number of the result being accepted, counted from 0 over the life of the sink: the n-th result is the same on
     * every replay.
     *
     * @return the output sequence.
     */
    long outputSequence();

    /**
     * Event time of the result being accepted.
     *
     * @return nanoseconds since the epoch.
     */
    long timeNs();

    /**
     * Ingress time of the event that caused the result.
     *
     * @return nanoseconds since the epoch, or of the test's choice.
     */
    long ingressNs();

    /**
     * Whether what the sink stores must outlive the run.
     *
     * @return how the run is journaled.
     */
    Journaling journaling();

    /**
     * Whether the result being accepted is made again, of input that was journaled: the sink may have had it.
     *
     * @return {@code true} while a run recovers or replays.
     */
    boolean replaying();

    /**
     * Resolves symbol ids to text.
     *
     * @return the symbols of the run.
     */
    SymbolText symbols();
}
