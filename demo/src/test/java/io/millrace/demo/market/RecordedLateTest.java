package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.demo.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many recorded trades are late, compared with answers that others computed, and with a scan. */
class RecordedLateTest {
    private static final long MILLI_NS = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void shouldDropTheKnownTradesForEveryBoundAndWidth() throws Exception {
        final Recordings.Market market = Recordings.crypto(folder);
        int compared = 0;
        for (final String[] row : Recordings.rows(market.set().resolve("expected/late_drops.csv.gz"))) {
            if (row[0].equals("all")) {
                final String layout = compared++ % 2 == 0 ? "inline" : "ringed";
                final String options = "--quotes " + market.quotes() + " --disorder " + row[1] + "ms --bar " + row[2]
                        + "ms --layout " + layout;
                assertEquals(Long.parseLong(row[6]), late(market.trades(), options), String.join(",", row));
            }
        }
        assertEquals(18, compared);
    }

    @Test
    void shouldDropTheTradesThatAScanFindsLateWhenTheyAreShuffled() throws Exception {
        final Recordings.Market market = Recordings.crypto(folder);
        final List<String[]> rows = Recordings.rows(market.trades());
        for (long seed = 1; seed <= 3; seed++) {
            final List<String[]> shuffled = shuffled(rows, new SplittableRandom(seed));
            final Path trades = Recordings.packed(
                    folder.resolve("shuffled.csv.gz"),
                    "time_ns,symbol,price,quantity",
                    shuffled.stream()
                            .map(row -> String.join(",", Arrays.copyOfRange(row, 1, row.length)))
                            .toList());
            for (final long[] setting : new long[][] {{0, 10, 0}, {20, 100, 0}, {200, 10, 0}, {20, 10, 500}}) {
                final long scanned = scan(shuffled, setting[0], setting[1], setting[2]);
                assertTrue(scanned > 0, "nothing is late with seed " + seed);
                final String options =
                        "--disorder " + setting[0] + "ms --bar " + setting[1] + "ms --lateness " + setting[2] + "ms";
                assertEquals(scanned, late(trades, options), options + ", seed " + seed);
            }
        }
    }

    /** Each row moves by up to some hundred places. */
    private static List<String[]> shuffled(final List<String[]> rows, final SplittableRandom random) {
        final List<long[]> places = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            places.add(new long[] {i + random.nextInt(500), i});
        }
        places.sort((a, b) -> a[0] == b[0] ? Long.compare(a[1], b[1]) : Long.compare(a[0], b[0]));
        return places.stream().map(place -> rows.get((int) place[1])).toList();
    }

    /** Late is what comes when the largest time before it, less the bound, is at or past its window's end. */
    private static long scan(final List<String[]> rows, final long boundMs, final long widthMs, final long latenessMs) {
        long largestNs = Long.MIN_VALUE;
        long late = 0;
        for (final String[] row : rows) {
            final long timeNs = Long.parseLong(row[1]);
            final long widthNs = widthMs * MILLI_NS;
            final long endNs = timeNs - Math.floorMod(timeNs, widthNs) + widthNs + latenessMs * MILLI_NS;
            late += largestNs != Long.MIN_VALUE && endNs <= largestNs - boundMs * MILLI_NS ? 1 : 0;
            largestNs = Math.max(largestNs, timeNs);
        }
        return late;
    }

    /** Number of trades that went without a bar. */
    private long late(final Path trades, final String options) throws Exception {
        final Path out = folder.resolve("out");
        final List<String> args = new ArrayList<>(List.of("market", "--out", out.toString(), "--decimals", "0"));
        args.addAll(List.of("--trades", trades.toString()));
        args.addAll(Arrays.asList(options.split(" ")));
        final CommandResult result = CommandResult.of(args.toArray(new String[0]));
        assertEquals(0, result.code(), result.err());
        long late = 0;
        for (final String[] row : Recordings.rows(out.resolve("late.csv"))) {
            assertEquals("trades", row[0]);
            assertEquals("bars", row[4]);
            late++;
        }
        return late;
    }
}
