package io.millrace.record;

/** This JVM was started without a flag that Millrace needs; the message shows the lines to copy. */
public final class MissingJvmFlagError extends Error {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param message the lines to copy.
     */
    public MissingJvmFlagError(final String message) {
        super(message);
    }
}
