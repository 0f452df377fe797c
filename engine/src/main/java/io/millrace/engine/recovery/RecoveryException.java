package io.millrace.engine.recovery;

/** A journal does not fit what is to go on with it. The message says what differs, and what helps. */
public final class RecoveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what differs, and what helps.
     */
    public RecoveryException(final String message) {
        super(message);
    }
}
