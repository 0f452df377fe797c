package io.millrace.engine.run;

/** How the threads of a run wait when they have nothing to do. */
public enum Waiting {
    /** By the cores there are: threads spin while there is a core to spare beside them, and back off otherwise. */
    AUTO,

    /** Threads spin, each on a core of its own. The run warns when there are too few cores for that. */
    SPIN,

    /** Threads spin briefly, yield, then sleep for up to 100 microseconds. */
    BACKOFF
}
