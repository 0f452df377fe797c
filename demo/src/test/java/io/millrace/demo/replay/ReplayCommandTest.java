package io.millrace.demo.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.demo.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays with other options, over a journal of the market demo. */
class ReplayCommandTest {
    private static final String MARKET = "--events 200000 --vwap 200ms/50ms --signal vwap-cross --threshold ";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void journal() {
        assertEquals(0, market("live", 5, " --journal " + shared.resolve("journal")));
        assertEquals(0, market("other", 3, ""));
    }

    @AfterAll
    static void shouldHaveLeftTheResultsOfTheRunAlone() throws Exception {
        assertTrue(Files.size(shared.resolve("live/decisions.csv")) > 100);
    }

    private static int market(final String out, final int threshold, final String more) {
        return run("market --out " + shared.resolve(out) + " " + MARKET + threshold + more)
                .code();
    }

    private static CommandResult run(final String line) {
        return CommandResult.of(line.trim().split(" +"));
    }

    private static CommandResult replay(final String options) {
        return run("replay --journal " + shared.resolve("journal") + " " + options);
    }

    @Test
    void shouldMakeWhatARunWithTheOtherOptionMakes() throws Exception {
        final CommandResult result = replay("--set threshold=3 --out " + folder);
        assertEquals(0, result.code(), result.err());
        for (final String name : List.of("decisions.csv", "bars.csv", "vwap.csv", "late.csv")) {
            assertEquals(
                    Files.readString(shared.resolve("other").resolve(name)),
                    Files.readString(folder.resolve(name)),
                    name);
        }
    }

    @Test
    void shouldSayWhichDecisionsDiffer() throws Exception {
        final Set<String> before = keys(shared.resolve("live/decisions.csv"));
        final Set<String> now = keys(shared.resolve("other/decisions.csv"));
        final CommandResult result = replay("--set threshold=3 --diff --out " + folder);
        assertEquals(0, result.code(), result.err());
        final Set<String> added = new TreeSet<>(now);
        added.removeAll(before);
        final Set<String> removed = new TreeSet<>(before);
        removed.removeAll(now);
        assertFalse(added.isEmpty() || removed.isEmpty(), "too little differs to be compared");
        assertEquals(added, differences("added"));
        assertEquals(removed, differences("removed"));
        final String summary = added.size() + " added, " + removed.size() + " removed, 0 changed, "
                + (now.size() - added.size()) + " the same";
        assertTrue(result.out().contains(summary), result.out());
        assertEquals(
                Files.readString(shared.resolve("live/decisions.csv")),
                Files.readString(folder.resolve("decisions-kept.csv")));
    }

    private Set<String> differences(final String change) throws Exception {
        final Set<String> found = new TreeSet<>();
        for (final String row : Files.readAllLines(folder.resolve("decisions-diff.csv"))) {
            if (row.startsWith(change + ',')) {
                found.add(row.split(",")[1] + ',' + row.split(",")[2]);
            }
        }
        return found;
    }

    private static Set<String> keys(final Path file) throws Exception {
        final Set<String> keys = new TreeSet<>();
        for (final String row :
                Files.readAllLines(file).subList(1, Files.readAllLines(file).size())) {
            keys.add(row.split(",")[0] + ',' + row.split(",")[1]);
        }
        return keys;
    }

    @Test
    void shouldFindNothingToTellWhereTheOptionIsTheSame() {
        final CommandResult result = replay("--set threshold=5 --diff");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("0 added, 0 removed, 0 changed, "), result.out());
    }

    @Test
    void shouldTabulateAGrid() throws Exception {
        final CommandResult result = replay("--grid threshold=3..7/2 --out " + folder);
        assertEquals(0, result.code(), result.err());
        final List<String> rows = Files.readAllLines(folder.resolve("grid.csv"));
        assertEquals("threshold,decisions,unfilled,pnl", rows.get(0));
        assertEquals(
                List.of("3", "5", "7"),
                rows.stream().skip(1).map(row -> row.split(",")[0]).toList());
        final long decisions =
                Files.readAllLines(shared.resolve("other/decisions.csv")).size() - 1;
        assertEquals(Long.toString(decisions), rows.get(1).split(",")[1]);
        assertTrue(result.err().contains("grid: 3 of 3"), result.err());
    }

    @Test
    void shouldShowTheSameProfitInTheGridAndInTheDifference() throws Exception {
        replay("--grid threshold=3..3 --out " + folder);
        final String pnl = Files.readAllLines(folder.resolve("grid.csv")).get(1).split(",")[3];
        final String diff = replay("--set threshold=3 --diff").out();
        final String all =
                diff.lines().filter(line -> line.startsWith("all ")).findFirst().orElseThrow();
        assertTrue(all.endsWith(" " + pnl), all + " and " + pnl);
    }

    @Test
    void shouldStartFromTheCheckpointBefore() throws Exception {
        final Path journal = folder.resolve("journal");
        final CommandResult live = run("market --out " + folder.resolve("live") + " " + MARKET
                + "3 --rate 200k --checkpoint-every 150ms --journal " + journal);
        assertEquals(0, live.code(), live.err());
        final String replay = "replay --verify --journal " + journal + " --from 190000 --out " + folder.resolve("part");
        final CommandResult part = run(replay);
        assertEquals(0, part.code(), part.err());
        assertTrue(part.err().contains("state is that of the checkpoint at position "), part.err());
        final List<String> expected = new ArrayList<>();
        for (final String row : Files.readAllLines(folder.resolve("live/decisions.csv"))) {
            if (row.startsWith("position") || Long.parseLong(row.split(",")[0]) >= 190_000) {
                expected.add(row);
            }
        }
        assertEquals(expected, Files.readAllLines(folder.resolve("part/decisions.csv")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "option events says what the input was | --set events=7",
                "option decimals says what the input was | --set decimals=2",
                "there is no option bogus to set; there are bar, vwap, | --set bogus=1",
                "there is no option layout to set | --set layout=inline",
                "--threshold must be 0 to 1,000,000 | --set threshold=-1",
                "--diff compares what ran with a variant: it needs --set | --diff",
                "--verify asks whether the results are the same | --verify --set threshold=3",
                "--verify asks whether the results are the same | --verify --grid threshold=1..3",
                "--diff is about one variant | --diff --set bar=2s --grid threshold=1..3",
                "is no range: write threshold=1..10 | --grid threshold=x",
                "ends before it begins | --grid threshold=3..1",
                "a step of 0 leads nowhere | --grid threshold=1..3/0",
                "more than 10,000 values | --grid threshold=1..1000000",
                "--speed is for a replay alone | --grid threshold=1..3 --speed 2x"
            })
    void shouldSayWhatIsWrong(final String expected, final String options) {
        final CommandResult result = replay(options);
        assertEquals(2, result.code(), result.out() + result.err());
        assertTrue(result.err().contains(expected), result.err());
    }

    @Test
    void shouldRefuseWhatNeedsQuotesWhereThereAreNone() {
        final Path journal = folder.resolve("journal");
        assertEquals(
                0,
                run("market --out " + folder.resolve("o") + " --events 1000 --vwap 1s/1s --journal " + journal)
                        .code());
        final CommandResult refused = run("replay --journal " + journal + " --set signal=vwap-cross --diff");
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("there are no quotes in the journal"), refused.err());
        final CommandResult none = run("replay --journal " + journal + " --set bar=2s --diff");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("this pipeline makes none"), none.err());
    }

    @Test
    void shouldReadRanges() {
        assertEquals(List.of(1L, 3L, 5L), Range.parse("threshold=1..6/2").values());
        assertEquals("threshold", Range.parse("threshold=-2..0").option());
        assertThrows(IllegalArgumentException.class, () -> Range.parse("threshold=1"));
    }
}
