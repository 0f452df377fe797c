package io.millrace.journal;

/**
 * The disk did not take bytes that were appended. A sync that failed is never tried again, for then it would seem to
 * succeed: the writer is stopped for good, and what is on disk is found out by opening the journal again.
 */
public final class JournalSyncException extends JournalException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message where, and up to which position bytes are safe.
     * @param cause what the operating system said.
     */
    public JournalSyncException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
