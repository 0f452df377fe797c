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
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class BenchCommandTest {
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
    void shouldMeasureServiceTime() {
        assertEquals(0, run("w1", "--rate", "50k", "--duration", "100ms"), err.toString());
        assertTrue(out.toString().contains("last result of a closing window"), out.toString());
        assertTrue(out.toString().contains("empty loop"), out.toString());
    }

    @Test
    void shouldMeasureTheChainAndInserts() {
        assertEquals(0, run("chain", "--events", "20k", "--runs", "1", "--warmups", "0"), err.toString());
        assertEquals(0, run("keys", "--keys", "200k"), err.toString());
        assertTrue(out.toString().contains("of overhead"), out.toString());
    }

    @Test
    void shouldSayWhatWasUsedWrongly() {
        assertEquals(2, run("w1", "--seed", "0"));
        assertEquals(2, run("w1", "--runs", "0"));
        assertEquals(2, run("w1", "--events", "many"));
        assertEquals(2, run("w1", "--rate", "0"));
        assertEquals(2, run("w1", "--rate", "1M", "--layout", "ringed"));
        assertEquals(2, run("keys", "--keys", "0"));
        assertEquals(2, run("chain", "--warmups", "-1"));
        assertEquals(2, run());
        assertTrue(err.toString().contains("'many' is not a count"), err.toString());
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
