package io.millrace.bench.w2;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.util.Map;
import java.util.Optional;

/** The works of W2: windows that slide by 1 ms, of several sizes. */
public enum W2 {
    /** Each time is in 10 windows. */
    A(
            "W2a",
            10,
            Map.of(
                    BenchInput.standard(1_000_000, 1_000), new Answer(1_007_817, 0x8a76df89ea3d61cfL, 0),
                    BenchInput.standard(5_000_000, 1_000), new Answer(5_007_616, 0x66a36cee903ad3caL, 0),
                    BenchInput.standard(5_000_000, 1_000_000), new Answer(49_751_310, 0xf933a87e84e5a4e8L, 0))),

    /** Each time is in 100 windows. */
    B("W2b", 100, Map.of(BenchInput.standard(5_000_000, 1_000), new Answer(5_097_858, 0xe38cfe490c98ebdaL, 0))),

    /** Each time is in 1,000 windows. */
    C("W2c", 1_000, Map.of(BenchInput.standard(5_000_000, 1_000), new Answer(5_997_858, 0x45ec92d3d0767bb9L, 0)));

    /** From one window to the next, in nanoseconds. */
    public static final long SLIDE_NS = BenchInput.WINDOW_NS;

    private final String title;
    private final int overlap;
    private final Map<BenchInput, Answer> known;

    W2(final String title, final int overlap, final Map<BenchInput, Answer> known) {
        this.title = title;
        this.overlap = overlap;
        this.known = known;
    }

    /**
     * What reports call it.
     *
     * @return the name.
     */
    public String title() {
        return title;
    }

    /**
     * How many windows a time is in.
     *
     * @return the size over the slide.
     */
    public int overlap() {
        return overlap;
    }

    /**
     * Size of a window.
     *
     * @return nanoseconds.
     */
    public long sizeNs() {
        return overlap * SLIDE_NS;
    }

    /**
     * Looks a published answer up, found offline by sorting and scanning.
     *
     * @param input the input.
     * @return the answer, if one was published; its time is 0.
     */
    public Optional<Answer> knownAnswer(final BenchInput input) {
        return Optional.ofNullable(known.get(input));
    }
}
