package io.millrace.engine.ring;

/** There is nothing left to publish into: the run was stopped, has ended or has failed. */
public final class RingClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what the run failed with, or {@code null} if it did not fail.
     */
    public RingClosedException(final Throwable failure) {
        super(failure == null ? "the run is over, or about to be" : "the run has failed: " + failure, failure);
    }

    /**
     * Whether a failure only says that a run is over.
     *
     * @param failure the failure.
     * @return {@code true} if this exception is among its causes.
     */
    public static boolean isCauseOf(final Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RingClosedException) {
                return true;
            }
        }
        return false;
    }
}
