package io.millrace.engine.csv;

import java.io.IOException;

/** A CSV file cannot be read, or not to its end; the message names it, and the line where there is one. */
public class CsvInputException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and what helps.
     */
    public CsvInputException(final String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and what helps.
     * @param cause what the file system or the decoder said.
     */
    public CsvInputException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
