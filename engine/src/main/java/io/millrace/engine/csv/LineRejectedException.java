package io.millrace.engine.csv;

/** A line cannot become an event. Carries no stack: a file may have millions of such lines. */
final class LineRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    LineRejectedException(final String reason) {
        super(reason, null, false, false);
    }
}
