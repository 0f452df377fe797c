package io.millrace.state;

/** Something is wrong with operator state; the message says what, and what to do. Immutable. */
public class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do about it.
     */
    public StateException(final String message) {
        super(message);
    }
}
