package io.millrace.state;

/** A declaration does not fit the state that a snapshot holds under the same id, or an id is declared twice. */
public final class StateMismatchException extends StateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which state, what the snapshot holds and what was declared.
     */
    public StateMismatchException(final String message) {
        super(message);
    }
}
