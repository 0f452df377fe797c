package io.millrace.record;

/** A text is not a decimal number that the field can hold. */
public final class DecimalFormatException extends NumberFormatException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a number. */
    public enum Reason {
        /** It is no number. */
        NOT_A_NUMBER,

        /** It has more digits after the point than the field. */
        TOO_MANY_DECIMALS,

        /** It is too large for 64 bits. */
        OVERFLOW
    }

    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong, for programs.
     * @param message what is wrong, for people.
     */
    public DecimalFormatException(final Reason reason, final String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * What is wrong.
     *
     * @return the reason.
     */
    public Reason reason() {
        return reason;
    }
}
