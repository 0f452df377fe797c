package io.millrace.demo.cases;

/** A mistake in a case file. Its message names the case and the cure. */
final class CaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaseException(final String where, final String what) {
        super(where + ": " + what);
    }
}
