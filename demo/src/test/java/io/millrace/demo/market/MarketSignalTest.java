package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.millrace.demo.CommandResult;
import io.millrace.demo.market.NaiveSignal.Mutant;
import io.millrace.demo.market.NaiveSignal.Row;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceFactory;
import io.millrace.windowing.Windows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions to buy and to sell. */
class MarketSignalTest {
    private static final String TRADES = "arrival_ns,time_ns,symbol,price,quantity\n";
    private static final String QUOTES = "arrival_ns,time_ns,symbol,bid,bid_quantity,ask,ask_quantity\n";
    private static final int CASES = Integer.getInteger("millrace.test.signals", 25);

    @TempDir
    Path folder;

    @Test
    void shouldDecideAsInTheExample() throws Exception {
        final String trades = file(
                "t.csv",
                TRADES
                        + "1,10,A,100,1\n" // the first window: 100
                        + "3,110,A,101,1\n" // closes it, and is decided upon before that
                        + "4,111,A,102,1\n" // above 100 by more than 1 %: bought at 103
                        + "5,112,A,103,1\n" // bought already
                        + "7,113,A,98,1\n" // no ask: nothing done
                        + "9,114,A,98,1\n"); // sold at 97
        final String quotes = file("q.csv", QUOTES + "2,1,A,100,5,103,5\n" + "6,1,A,96,5,0,0\n" + "8,1,A,97,5,100,5\n");
        final CommandResult result = market("--trades " + trades + " --quotes " + quotes
                + " --decimals 0 --disorder 0s --vwap 100ns/100ns --signal vwap-cross --threshold 100");

        assertEquals(0, result.code(), result.err());
        assertEquals(List.of("4,A,111,BUY,102,103,-1.5", "9,A,114,SELL,98,97,-6.0"), decisions("out"));
        assertTrue(
                result.out().contains("1 signal without a decision: there was no quote with both sides"), result.out());
        assertTrue(result.out().contains("decisions.csv (2)"), result.out());
    }

    @Test
    void shouldDecideAsANaiveModelDoesAndFindPlantedErrors() throws Exception {
        final long first = Long.getLong("millrace.test.seed", System.nanoTime());
        final Set<Mutant> found = EnumSet.noneOf(Mutant.class);
        long decisions = 0;
        long unfilled = 0;
        for (long seed = first; seed < first + CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Row> rows = rows(random);
            final long slideNs = random.nextInt(1, 60);
            final long[] windowNs = {slideNs * random.nextInt(1, 4) + random.nextInt(5), slideNs};
            final long disorderNs = random.nextInt(40);
            final long threshold = random.nextInt(300);
            final List<String> made = run(random, rows, windowNs, disorderNs, threshold);
            final NaiveSignal naive = new NaiveSignal(rows, windowNs, disorderNs, threshold, Mutant.NONE);
            assertEquals(naive.decisions(), made, "seed " + seed);
            decisions += made.size();
            unfilled += naive.unfilled();
            for (final Mutant mutant : Mutant.values()) {
                if (!made.equals(new NaiveSignal(rows, windowNs, disorderNs, threshold, mutant).decisions())) {
                    found.add(mutant);
                }
            }
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(Mutant.NONE)), found, "seeds from " + first);
        assertTrue(decisions > CASES, "too few decisions to compare; seeds from " + first);
        assertNotEquals(0, unfilled, "seeds from " + first);
    }

    private static List<Row> rows(final SplittableRandom random) {
        final List<Row> rows = new ArrayList<>();
        final int count = random.nextInt(0, 250);
        for (int i = 0; i < count; i++) {
            final String symbol = random.nextInt(3) == 0 ? "B" : "A";
            final long timeNs = i * 5L - random.nextInt(60);
            if (random.nextBoolean()) {
                rows.add(new Row(true, timeNs, symbol, random.nextInt(9_500, 10_500), random.nextInt(5)));
            } else {
                rows.add(new Row(false, timeNs, symbol, side(random, 9_400), side(random, 9_600)));
            }
        }
        return rows;
    }

    private static long side(final SplittableRandom random, final int least) {
        return random.nextInt(6) == 0 ? 0 : random.nextInt(least, least + 1_000);
    }

    private List<String> run(
            final SplittableRandom random,
            final List<Row> rows,
            final long[] windowNs,
            final long disorderNs,
            final long threshold)
            throws IOException {
        final StringBuilder trades = new StringBuilder(TRADES);
        final StringBuilder quotes = new StringBuilder(QUOTES);
        for (int i = 0; i < rows.size(); i++) {
            final Row row = rows.get(i);
            final StringBuilder file = row.isTrade() ? trades : quotes;
            file.append(i)
                    .append(',')
                    .append(row.timeNs())
                    .append(',')
                    .append(row.symbol())
                    .append(',');
            file.append(price(row.first())).append(',');
            file.append(row.isTrade() ? Long.toString(row.second()) : "1," + price(row.second()) + ",1")
                    .append('\n');
        }
        final String asOf = List.of("", " --asof arrival", " --asof final").get(random.nextInt(3));
        final CommandResult result = market("--trades " + file("t.csv", trades.toString()) + " --quotes "
                + file("q.csv", quotes.toString()) + " --decimals 2 --disorder " + disorderNs + "ns --vwap "
                + windowNs[0] + "ns/" + windowNs[1] + "ns --signal vwap-cross --threshold " + threshold + asOf
                + " --layout " + (random.nextBoolean() ? "inline" : "ringed"));
        assertEquals(0, result.code(), result.err());
        return decisions("out");
    }

    private static String price(final long hundredths) {
        return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
    }

    @ParameterizedTest
    @CsvSource({"5, 10000, 10005", "0, 7, 7", "1000000, 3, 303", "10000, 9223372036854775807, 9223372036854775807"})
    void shouldSignalOnlyBeyondTheThreshold(final long threshold, final long vwap, final long price) {
        final Signal signal = new Signal(threshold);
        assertEquals(0, signal.of(price, vwap));
        final BigInteger above = BigInteger.valueOf(price).add(BigInteger.ONE);
        if (above.bitLength() < Long.SIZE) {
            assertEquals(1, signal.of(price + 1, vwap));
        }
    }

    @Test
    void shouldDecideTheSameInEveryLayoutJournaledAndReplayed() throws Exception {
        final String options = "--events 200000 --vwap 200ms/50ms --signal vwap-cross --threshold 3";
        assertEquals(0, market(options + " --layout inline").code());
        final String expected = Files.readString(folder.resolve("out/decisions.csv"));
        assertTrue(expected.lines().count() > 50, expected);
        final String journal = " --journal " + folder.resolve("journal");
        assertEquals(0, market(options + " --layout ringed" + journal).code());
        assertEquals(expected, Files.readString(folder.resolve("out/decisions.csv")));
        final CommandResult replayed = CommandResult.of(
                "replay",
                "--journal",
                folder.resolve("journal").toString(),
                "--out",
                folder.resolve("again").toString());
        assertEquals(0, replayed.code(), replayed.err());
        assertEquals(expected, Files.readString(folder.resolve("again/decisions.csv")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'crossing' is not a signal (there is vwap-cross) | --events 1 --vwap 1s/1s --signal crossing",
                "--signal vwap-cross needs mean prices to compare with: --vwap | --events 1 --signal vwap-cross",
                "--threshold is about a signal: it needs --signal | --events 1 --threshold 3",
                "must be 0 to 1,000,000 | --events 1 --vwap 1s/1s --signal vwap-cross --threshold -1",
                "must be 0 to 1,000,000 | --events 1 --vwap 1s/1s --signal vwap-cross --threshold 1000001",
                "--signal needs --quotes | --trades t.csv --vwap 1s/1s --signal vwap-cross",
                "--crash makes a journal of its own | --events 1 --crash --journal j",
                "--crash reads its input several times | --trades - --crash"
            })
    void shouldSayWhatIsWrong(final String expected, final String options) {
        final CommandResult result = market(options);
        assertEquals(2, result.code(), result.out() + result.err());
        assertTrue(result.err().contains(expected), result.err());
    }

    @Test
    void shouldWriteTheSameAfterAKillAsWithoutOne() {
        final CommandResult result =
                market("--crash --events 400000 --vwap 200ms/50ms --signal vwap-cross --checkpoint-every 50ms");
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("killed (SIGKILL) "), result.out());
        assertTrue(result.out().contains("decisions.csv           identical, "), result.out());
        assertTrue(result.out().endsWith("identical\n"), result.out());
    }

    @Test
    void shouldAllocateNothingPerDecision() throws Exception {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Outputs outputs = new Outputs(
                Windows.tumbling(1_000_000_000L),
                Windows.sliding(10_000_000L, 1_000_000L),
                null,
                null,
                false,
                new Signal(0));
        final Scales scales = new Scales(4, 0);
        final TickGenerator events = new TickGenerator(1, 900_000, true, scales);
        final long[] bytes = new long[2];
        final SourceFactory<TickFlyweight> measured = context -> {
            final Source<TickFlyweight> source = events.open(context);
            final long[] made = new long[1];
            return (out, limit) -> {
                final int count = source.poll(out, limit);
                made[0] += Math.max(0, count);
                if (made[0] < 600_000) {
                    bytes[0] = threads.getCurrentThreadAllocatedBytes();
                } else if (count > 0) {
                    bytes[1] = threads.getCurrentThreadAllocatedBytes();
                }
                return count;
            };
        };
        Files.createDirectories(folder.resolve("out"));
        final MarketPipeline pipeline = new MarketPipeline(
                scales,
                outputs,
                200_000_000L,
                0,
                new OutputFiles(folder.resolve("out").toString()));
        try (Run run = Millrace.start(
                pipeline.build(measured, true, new Board()),
                RunOptions.defaults().withLayout(Layout.INLINE))) {
            run.join();
        }
        final int decisions = decisions("out").size();
        assertTrue(decisions > 1_000, decisions + " decisions");
        assertTrue(
                bytes[1] - bytes[0] < 10L * decisions,
                (bytes[1] - bytes[0]) + " bytes for " + decisions + " decisions");
    }

    private CommandResult market(final String options) {
        final List<String> args =
                new ArrayList<>(List.of("market", "--out", folder.resolve("out").toString()));
        args.addAll(Arrays.asList(options.split(" ")));
        return CommandResult.of(args.toArray(new String[0]));
    }

    private String file(final String name, final String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private List<String> decisions(final String name) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve("decisions.csv")).stream()
                .skip(1)
                .toList();
    }
}
