package io.millrace.bench.contest;

import io.millrace.bench.work.Answer;

/** Two ways of doing a work found different answers, so that their times mean nothing. */
public final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says who differs from whom.
     *
     * @param name who found it.
     * @param answer what was found.
     * @param expected what should have been.
     * @param by who says so.
     */
    public WrongAnswerException(final String name, final Answer answer, final Answer expected, final String by) {
        super("wrong answer: " + name + " found " + answer + ", but " + by + " found " + expected);
    }
}
