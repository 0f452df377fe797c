package io.millrace.bench.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.work.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final List<String> turns = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    private Contestant contestant(final String name, final long checksum, final long... wallNs) {
        final int[] run = {0};
        return new Contestant(name, () -> {
            turns.add(name);
            return new Answer(1, checksum, wallNs[run[0]++ % wallNs.length]);
        });
    }

    @Test
    void shouldTakeTheMedianOfTheRatiosOfEachRound() throws Exception {
        final Contest contest = new Contest(
                1_000, List.of(contestant("first", 7, 100), contestant("other", 7, 200, 125, 1_000)), progress::add);

        final List<Standing> standings = contest.run(0, 3);

        assertEquals(1.0, standings.get(0).ratio());
        assertEquals(0.5, standings.get(1).ratio());
        assertEquals(0.1, standings.get(1).lowestRatio());
        assertEquals(0.8, standings.get(1).highestRatio());
        assertEquals(1e12 / 200, standings.get(1).eventsPerSecond());
    }

    @Test
    void shouldAlternateAndLetAnotherOneBeginEachRound() throws Exception {
        new Contest(1, List.of(contestant("a", 7, 1), contestant("b", 7, 1)), progress::add).run(1, 2);

        assertEquals(List.of("a", "b", "a", "b", "b", "a"), turns);
        assertEquals(3, progress.size());
    }

    @Test
    void shouldWarmUpLongerWithFewEvents() {
        assertEquals(3, Contest.warmups(null, 20_000_000));
        assertEquals(15, Contest.warmups(null, 1_000_000));
        assertEquals(100, Contest.warmups(null, 0));
        assertEquals(0, Contest.warmups(0, 1_000_000));
    }

    @Test
    void shouldRefuseAnAnswerThatDiffers() {
        final Contest contest =
                new Contest(1, List.of(contestant("right", 7, 1), contestant("wrong", 8, 1)), progress::add);

        final Exception refused = assertThrows(WrongAnswerException.class, () -> contest.run(0, 1));
        assertTrue(refused.getMessage().contains("wrong found results=1 checksum=8"), refused.getMessage());
    }
}
