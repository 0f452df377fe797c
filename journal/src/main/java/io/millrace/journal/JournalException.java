package io.millrace.journal;

/** Something is wrong with a journal or a checkpoint; the message names the path and says what to do. */
public class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, where, and what to do.
     */
    public JournalException(final String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what is wrong, where, and what to do.
     * @param cause what was thrown.
     */
    public JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
