package io.millrace.windowing.pane;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures {@link PaneWindows} alone against {@link LimitW1}, alternating in one JVM, by the time of the thread. Not a
 * test: run its main with {@code -XX:+UseParallelGC --add-opens java.base/jdk.internal.misc=ALL-UNNAMED
 * -Dagrona.disable.bounds.checks=true} and the arguments events, keys, rounds.
 */
final class W1Comparison {
    private W1Comparison() {}

    private static double run(final long events, final int keys, final String[] answer) {
        try (W1Windows w1 = new W1Windows(keys)) {
            final long begin = LimitW1.cpuNs();
            w1.run(events);
            answer[0] = w1.finish();
            return (LimitW1.cpuNs() - begin) / (double) events;
        }
    }

    public static void main(final String[] args) {
        final long events = Long.parseLong(args[0]);
        final int keys = Integer.parseInt(args[1]);
        final int rounds = Integer.parseInt(args[2]);
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(16_384 * 32));
        final double[] ratios = new double[rounds];
        final double[] ours = new double[rounds];
        final double[] limits = new double[rounds];
        final long[] expected = new long[2];
        final String[] answer = new String[1];
        for (int round = 0; round < rounds; round++) {
            limits[round] = LimitW1.run(slots, events, keys, expected);
            ours[round] = run(events, keys, answer);
            ratios[round] = limits[round] / ours[round];
            final String wanted = expected[0] + " " + Long.toHexString(expected[1]);
            System.out.printf(
                    Locale.ROOT,
                    "limit %.2f ns, windows %.2f ns: %.3f  %s%n",
                    limits[round],
                    ours[round],
                    ratios[round],
                    wanted.equals(answer[0]) ? wanted : "expected " + wanted + ", got " + answer[0]);
        }
        System.out.printf(
                Locale.ROOT,
                "median: limit %.2f ns, windows %.2f ns, %.3f of the limit%n",
                median(limits),
                median(ours),
                median(ratios));
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
