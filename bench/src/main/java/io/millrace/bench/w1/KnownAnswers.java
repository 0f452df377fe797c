package io.millrace.bench.w1;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.util.Map;
import java.util.Optional;

/** The published answers of W1, found offline by sorting and scanning. */
public final class KnownAnswers {
    private static final Map<BenchInput, Answer> W1 = Map.of(
            BenchInput.standard(1_000_000, 1_000), new Answer(631_737, 0x92dd54d9b3e64129L, 0),
            BenchInput.standard(5_000_000, 1_000), new Answer(3_159_663, 0x5326794ea9aad9e4L, 0),
            BenchInput.standard(20_000_000, 1_000), new Answer(12_645_973, 0x2ec541a0a6568c6aL, 0),
            BenchInput.standard(5_000_000, 1_000_000), new Answer(4_997_558, 0x2beaf2dce81ce69fL, 0));

    private KnownAnswers() {}

    /**
     * Looks an answer up.
     *
     * @param input the input.
     * @return the answer, if one was published; its time is 0.
     */
    public static Optional<Answer> of(final BenchInput input) {
        return Optional.ofNullable(W1.get(input));
    }
}
