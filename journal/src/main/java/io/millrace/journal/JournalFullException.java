package io.millrace.journal;

/**
 * There is less free space than the reserve, and nothing was appended. The same append may be tried again; it goes
 * through once {@link JournalWriter#hasSpace()} says so.
 */
public final class JournalFullException extends JournalException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message where, how much is free and how much is needed.
     */
    public JournalFullException(final String message) {
        super(message);
    }
}
