package io.millrace.state;

/** A configured limit of state is reached: the state is unchanged, and the message names the limit and the cure. */
public final class StateLimitException extends StateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which limit was reached and what to do about it.
     */
    public StateLimitException(final String message) {
        super(message);
    }
}
