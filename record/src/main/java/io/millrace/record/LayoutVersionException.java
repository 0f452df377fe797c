package io.millrace.record;

/** A layout's description cannot be read because a later version of the library wrote it. */
public final class LayoutVersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which version was found, and which ones can be read.
     */
    public LayoutVersionException(final String message) {
        super(message);
    }
}
