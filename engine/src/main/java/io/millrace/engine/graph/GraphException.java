package io.millrace.engine.graph;

/** A mistake in a pipeline, found when it is built. */
public final class GraphException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String operator;

    /**
     * Creates the exception.
     *
     * @param operator name of the operator at fault.
     * @param problem what is wrong, and what to do.
     */
    public GraphException(final String operator, final String problem) {
        super("operator '" + operator + "': " + problem);
        this.operator = operator;
    }

    /**
     * Creates the exception.
     *
     * @param operator name of the operator at fault.
     * @param problem what is wrong, and what to do.
     * @param cause what was thrown.
     */
    public GraphException(final String operator, final String problem, final Throwable cause) {
        super("operator '" + operator + "': " + problem, cause);
        this.operator = operator;
    }

    /**
     * The operator at fault.
     *
     * @return its name.
     */
    public String operator() {
        return operator;
    }
}
