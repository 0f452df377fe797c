package io.millrace.bench.contest;

import io.millrace.bench.work.Answer;
import java.util.Objects;

/**
 * A way of doing a work.
 *
 * @param name what reports call it.
 * @param work does it.
 */
public record Contestant(String name, Work work) {
    /** Checks that nothing is missing. */
    public Contestant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(work, "work");
    }

    /** A work that can be done again and again. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does all of it once.
         *
         * @return what it found, and how long it took.
         * @throws Exception what went wrong.
         */
        Answer run() throws Exception;
    }
}
