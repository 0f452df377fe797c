package io.millrace.demo.market;

import io.millrace.engine.operator.OperatorException;
import io.millrace.engine.run.RunFailedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Failures in words for who typed the command: what is wrong and what helps, without names of classes. */
public final class Explanation {
    private Explanation() {}

    /**
     * Explains a failure.
     *
     * @param failure what was thrown.
     * @return one line.
     */
    public static String of(final Throwable failure) {
        final Throwable known = known(failure);
        if (known instanceof IOException) {
            return ofInputOutput((IOException) known);
        }
        if (known instanceof OutOfMemoryError) {
            return "out of memory (" + known.getMessage() + "); give java more, such as JAVA_OPTS=-Xmx2g";
        }
        if (known instanceof OperatorException) {
            return ofOperator((OperatorException) known);
        }
        final boolean saysEnough = known instanceof IllegalArgumentException || known instanceof IllegalStateException;
        return saysEnough && known.getMessage() != null ? known.getMessage() : unexpected(known);
    }

    /** What the file system said, where it was that; else what an operator met; else what the run failed with. */
    private static Throwable known(final Throwable failure) {
        Throwable operator = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && cause.getMessage() != null || cause instanceof OutOfMemoryError) {
                return cause;
            }
            operator = cause instanceof OperatorException ? cause : operator;
        }
        if (operator != null) {
            return operator;
        }
        return failure instanceof RunFailedException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String ofInputOutput(final IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission: " + e.getMessage();
        }
        if (e instanceof FileSystemException && ((FileSystemException) e).getReason() == null) {
            return unexpected(e);
        }
        return e.getMessage();
    }

    private static String ofOperator(final OperatorException e) {
        final Throwable cause = e.getCause();
        final String where = " (operator '" + e.operator() + "', " + e.event() + ")";
        if (cause instanceof ArithmeticException) {
            return cause.getMessage() + where + "; fewer --decimals or --quantity-decimals, or a shorter --bar, make"
                    + " smaller sums, unless this trade is wrong";
        }
        return unexpected(cause) + where;
    }

    private static String unexpected(final Throwable failure) {
        final StringBuilder text = new StringBuilder("unexpected: ").append(failure);
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append("; because: ").append(cause);
        }
        return text.toString();
    }
}
