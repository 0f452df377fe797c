package io.millrace.engine.operator;

/** A user function threw, and the operator's policy is to stop. */
public final class OperatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operator;
    private final long sequence;
    private final String event;

    /**
     * Creates the exception.
     *
     * @param operator the operator's name.
     * @param sequence sequence of the event.
     * @param record the event, as text.
     * @param cause what was thrown.
     */
    public OperatorException(final String operator, final long sequence, final String record, final Throwable cause) {
        super(
                "operator '" + operator + "' failed at sequence " + sequence + ", record " + record + ": " + cause,
                cause);
        this.operator = operator;
        this.sequence = sequence;
        this.event = record;
    }

    /**
     * The operator that failed.
     *
     * @return its name.
     */
    public String operator() {
        return operator;
    }

    /**
     * The event that it failed on.
     *
     * @return the event as text, its symbols by their texts.
     */
    public String event() {
        return event;
    }

    /**
     * Sequence of the event that it failed on.
     *
     * @return the sequence.
     */
    public long sequence() {
        return sequence;
    }
}
