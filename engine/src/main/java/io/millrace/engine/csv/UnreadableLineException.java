package io.millrace.engine.csv;

/** A line that the parser cannot take apart; reading goes on behind it. */
final class UnreadableLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String text;

    UnreadableLineException(final long line, final String reason, final String text) {
        super(reason, null, false, false);
        this.line = line;
        this.text = text;
    }

    /** Its number, from 1. */
    long line() {
        return line;
    }

    /** How it begins. */
    String text() {
        return text;
    }
}
