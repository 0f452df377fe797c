package io.millrace.record;

/** A layout's description cannot be read because it is not one, or was damaged. */
public final class LayoutFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and in which line.
     */
    public LayoutFormatException(final String message) {
        super(message);
    }
}
