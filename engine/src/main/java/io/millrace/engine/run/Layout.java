package io.millrace.engine.run;

/** On which threads a pipeline works. Its results do not depend on it. */
public enum Layout {
    /**
     * Inline where all sources are polled and there are at most two cores; else ringed, which lets any number of
     * threads push.
     */
    AUTO,

    /** Everything on one thread: sources, operators and sinks. */
    INLINE,

    /** A thread per source, a ring, and a thread for the operators; a further ring and thread per {@code stage(..)}. */
    RINGED
}
