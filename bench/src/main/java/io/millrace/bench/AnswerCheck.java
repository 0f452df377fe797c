package io.millrace.bench;

import io.millrace.bench.contest.Contestant;
import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.work.Answer;
import java.util.List;
import java.util.Optional;

/** What every comparison begins with, before anything is measured: each way once, and all have the same answer. */
final class AnswerCheck {
    private AnswerCheck() {}

    /**
     * Runs every way once, and prints the answer.
     *
     * @return the answer of the first.
     * @throws WrongAnswerException if one differs: the first from the published one, another from the first.
     * @throws Exception what went wrong in a run.
     */
    static Answer run(
            final Contestant first,
            final Optional<Answer> published,
            final List<Contestant> others,
            final Report report)
            throws Exception {
        report.progress("comparing answers");
        final Answer answer = first.work().run();
        report.line(answer.toString());
        if (published.isPresent()) {
            requireAgreement(first.name(), answer, published.get(), "the published table");
        }
        for (final Contestant each : others) {
            requireAgreement(each.name(), each.work().run(), answer, first.name());
        }
        return answer;
    }

    static void requireAgreement(final String name, final Answer found, final Answer expected, final String by) {
        if (!found.agreesWith(expected)) {
            throw new WrongAnswerException(name, found, expected, by);
        }
    }
}
