package io.millrace.journal;

/** Another process, or another journal in this one, writes to the folder. */
public final class JournalLockedException extends JournalException {
    private static final long serialVersionUID = 1L;

    private final long pid;

    /**
     * Makes the exception.
     *
     * @param message where, and who.
     * @param pid the process that holds the lock, or -1 if it did not say.
     */
    public JournalLockedException(final String message, final long pid) {
        super(message);
        this.pid = pid;
    }

    /**
     * The process that holds the lock.
     *
     * @return its id, or -1 if it did not say.
     */
    public long pid() {
        return pid;
    }
}
