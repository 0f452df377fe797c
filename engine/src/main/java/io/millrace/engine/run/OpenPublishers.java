package io.millrace.engine.run;

/** Knows when all publishers of a source that events are pushed into have ended. <b>Thread-safe.</b> */
final class OpenPublishers {
    private final String source;
    private int open;
    private boolean ended;

    /** For the source of a name; {@code ended} says whether its input ended in an earlier run. */
    OpenPublishers(final String source, final boolean ended) {
        this.source = source;
        this.ended = ended;
    }

    /** Counts a publisher that is handed out. */
    synchronized void take() {
        if (ended) {
            throw new IllegalStateException("the input of source '" + source + "' has ended");
        }
        open++;
    }

    /** Whether the publisher that ends its input now is the last one. */
    synchronized boolean endsWithThis() {
        open--;
        ended = open == 0;
        return ended;
    }
}
