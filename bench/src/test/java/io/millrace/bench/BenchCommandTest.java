package io.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.w1.HashMapW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class BenchCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(final String... args) {
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void shouldPrintTheAnswerForAnyParameters() {
        final BenchInput input = new BenchInput(30_000, 77, 0x1234abcdL, 250, 20_000);

        final int code = run(
                "w1",
                "--events",
                "30k",
                "--keys",
                "77",
                "--seed",
                "1234abcd",
                "--step",
                "250",
                "--disorder",
                "20us",
                "--layout",
                "both",
                "--runs",
                "1",
                "--warmups",
                "0");

        assertEquals(0, code, err.toString());
        assertTrue(out.toString().contains(HashMapW1.run(input).toString()), out.toString());
        assertTrue(out.toString().contains("limit loop"), out.toString());
        assertTrue(out.toString().contains("raw Disruptor"), out.toString());
        assertTrue(out.toString().contains("Millrace ringed"), out.toString());
    }

    @Test
    void shouldDoWithoutTheLimitLoopWhereItWouldBeWrong() {
        assertEquals(0, run("w1", "--events", "1000", "--step", "5ms", "--runs", "1", "--warmups", "0"));
        assertTrue(out.toString().contains("results=1000 "), out.toString());
        assertTrue(out.toString().contains("not run for this input"), out.toString());
    }

    @Test
    void shouldMeasureWindowsThatOverlap() {
        assertEquals(0, run("w2a", "--events", "20k", "--layout", "both", "--runs", "1", "--warmups", "0"));
        assertTrue(out.toString().contains("pane loop"), out.toString());
        assertTrue(out.toString().contains("Millrace ringed"), out.toString());
        assertTrue(out.toString().contains("W2a deducted"), out.toString());
    }

    @Test
    void shouldMeasureAnAsOfJoinInBothLayouts() {
        assertEquals(0, run("w4", "--events", "20k", "--layout", "both", "--runs", "1", "--warmups", "0"));
        assertTrue(out.toString().contains("limit loop"), out.toString());
        assertTrue(out.toString().contains("Millrace inline"), out.toString());
        assertTrue(out.toString().contains("Millrace ringed"), out.toString());
    }

    @Test
    void shouldTimeSlidesOfWindowsThatOverlapAThousandfold() {
        assertEquals(0, run("w2c", "--events", "1500", "--step", "1ms", "--runs", "1", "--warmups", "0"));
        assertTrue(out.toString().contains("most/median"), out.toString());
        assertTrue(out.toString().contains("times W2a"), out.toString());
    }

    @Test
    void shouldMeasureServiceTime() {
        assertEquals(0, run("w1", "--rate", "50k", "--duration", "100ms"), err.toString());
        assertTrue(out.toString().contains("last result of a closing window"), out.toString());
        assertTrue(out.toString().contains("empty loop"), out.toString());
    }

    @Test
    void shouldMeasureServiceTimeWithAJournalBesideNone() {
        final String journal = folder.toString();
        assertEquals(
                0,
                run("w1", "--rate", "20k", "--duration", "100ms", "--journal", journal, "--sync", "none,50ms"),
                err.toString());
        assertTrue(out.toString().contains("journal, sync none: p50"), out.toString());
        assertTrue(out.toString().contains("journal, sync 50.0 ms: p50"), out.toString());
    }

    @Test
    void shouldMeasureThroughputWithAJournal() {
        final String journal = folder.toString();
        assertEquals(
                0,
                run("journal", "--events", "30k", "--runs", "1", "--warmups", "0", "--folder", journal),
                err.toString());
        assertTrue(out.toString().contains("bytes per 32-byte event"), out.toString());
        assertTrue(out.toString().contains("replay, of without journal"), out.toString());
        assertEquals(0, folder.toFile().list().length, "the folder is left as it was");
    }

    @Test
    void shouldTimeCheckpointsAndRestarts() {
        final String journal = folder.toString();
        assertEquals(0, run("checkpoint", "--state", "1M", "--rate", "50k", "--folder", journal), err.toString());
        assertTrue(out.toString().contains("checkpoint of "), out.toString());
        assertEquals(0, run("restart", "--events", "20k", "--runs", "1", "--folder", journal), err.toString());
        assertTrue(out.toString().contains("20,000"), out.toString());
    }

    @Test
    void shouldMeasureTheChainAndInserts() {
        assertEquals(0, run("chain", "--events", "20k", "--runs", "1", "--warmups", "0"), err.toString());
        assertEquals(0, run("keys", "--keys", "200k"), err.toString());
        assertTrue(out.toString().contains("of overhead"), out.toString());
    }

    @Test
    void shouldSayWhatWasUsedWrongly() {
        assertEquals(2, run("w1", "--rate", "1M", "--layout", "ringed"));
        assertEquals(2, run("jmh", "NoSuchBenchmark"));
        assertEquals(2, run());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'many' is not a count | w1 --events many",
                "--events must be 1 to | w1 --events 0",
                "--events must be 1 to | chain --events 0",
                "--keys must be 1 to 2,147,483,648, not 0 | w1 --keys 0",
                "--keys must be 1 to | w1 --rate 1M --keys 0",
                "--seed must not be 0 | w1 --seed 0",
                "'-1s' is negative | w1 --disorder -1s",
                "--disorder must be at most | w1 --disorder 99d",
                "--events times --step is too long a time | w1 --step 999d",
                "'99999999999999999999' is longer than | w1 --step 99999999999999999999",
                "--runs must be 1 or more, not 0 | w1 --runs 0",
                "--runs must be 1 or more, not 0 | w2b --runs 0",
                "--keys must be 1 to 2,147,483,648, not 0 | w2c --keys 0",
                "--warmups must be 0 or more, not -1 | chain --warmups -1",
                "--rate must be 1 to 1,000,000,000, not 0 | w1 --rate 0",
                "--rate must be 1 to | w1 --rate 2000M",
                "--duration must be longer than 0 | w1 --rate 1M --duration 0",
                "at most 1d, not 99999d | w1 --rate 1M --duration 99999d",
                "--events is for throughput | w1 --rate 1M --events 5",
                "--bounds-checks is for throughput | w1 --rate 1M --bounds-checks",
                "it needs --rate | w1 --duration 5s",
                "it needs --rate | w1 --journal /tmp/x",
                "--sync needs --journal | w1 --rate 1M --sync none",
                "take none, batch or a time | journal --sync 0ms",
                "is not a size | checkpoint --state many",
                "--state must be 4k to 3G | checkpoint --state 4G",
                "--events must be 1 to | restart --events 0",
                "--keys must be 1 to 1,000,000,000, not 0 | keys --keys 0",
                "--rounds must be 1 to | keys --rounds 0",
                "--duration must be longer than 0 | allocation --duration 0",
                "'-1s' is negative | allocation --duration -1s"
            })
    void shouldNameTheOptionThatIsWrong(final String expected, final String options) {
        assertEquals(2, run(options.split(" ")), out.toString());
        assertTrue(err.toString().contains(expected), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void shouldFailWithAMessageWhenAnAnswerIsWrong() throws Exception {
        final CommandLine bench = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err, true));
        final int code = BenchCommand.judge(bench.getCommandSpec(), () -> {
            throw new WrongAnswerException("a", new Answer(1, 2, 3), new Answer(1, 3, 3), "b");
        });

        assertEquals(1, code);
        assertTrue(err.toString().contains("a found results=1 checksum=2, but b found results=1 checksum=3"));
    }

    @Test
    void shouldShowAnExampleInEveryHelp() {
        final CommandLine bench = new CommandLine(new BenchCommand());
        bench.getSubcommands()
                .forEach((name, command) -> assertTrue(
                        command.getUsageMessage().contains("bin/millrace bench " + name), command.getUsageMessage()));
    }

    @Test
    void shouldReadCountsTimesAndSeeds() throws Exception {
        assertEquals(5_000_000, new Counts.Count().convert("5M"));
        assertEquals(5_000, new Counts.Count().convert("5k"));
        assertEquals(5_000_000, new Counts.Count().convert("5_000_000"));
        assertEquals(50_000, new Counts.Nanos().convert("50000"));
        assertEquals(50_000, new Counts.Nanos().convert("50us"));
        assertEquals(BenchInput.SEED, new Counts.Hex().convert("0x9E3779B97F4A7C15"));
        assertThrows(TypeConversionException.class, () -> new Counts.Count().convert("9999999999999999999"));
        assertThrows(TypeConversionException.class, () -> new Counts.Count().convert("9999999999999999M"));
        assertThrows(TypeConversionException.class, () -> new Counts.Nanos().convert("50 parsecs"));
        assertThrows(TypeConversionException.class, () -> new Counts.Hex().convert("12345678901234567"));
    }
}
