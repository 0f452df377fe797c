package io.millrace.engine.run;

/** A run failed; the cause says why. */
public final class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param pipeline name of the pipeline.
     * @param cause the first failure.
     */
    public RunFailedException(final String pipeline, final Throwable cause) {
        super("pipeline '" + pipeline + "' failed: " + cause.getMessage(), cause);
    }
}
