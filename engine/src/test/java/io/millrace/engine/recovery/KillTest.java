package io.millrace.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process with a journaled run, at every point and at random instants: its results are those of one run. */
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest {
    private static final int KILLS = Integer.getInteger("millrace.test.kills", 30);
    private static final int LONGEST_CHAIN = 6;
    private static final String ANYWHERE = "anywhere";

    @TempDir
    private Path temporary;

    private final Map<String, Integer> kills = new TreeMap<>();
    private final long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    static Process start(final Path folder, final String layout, final int batch, final String point, final int passed)
            throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--") || argument.startsWith("-XX:+Ignore")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), KilledRun.class.getName(), folder.toString()));
        command.addAll(List.of(layout, Integer.toString(batch), point, Integer.toString(passed)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Up to how often a point is passed before the end of a run, about. */
    private static int passes(final String point) {
        if (point.equals(KilledRun.ROLLING)) {
            return 1;
        }
        return point.startsWith("CHECKPOINT") || point.contains("COMMIT") || point.contains("SINK") ? 4 : 200;
    }

    /** Starts a run and kills it. Returns what it said. */
    private String kill(final Path folder, final String point) throws IOException, InterruptedException {
        final int passed = random.nextInt(passes(point));
        final Process process = start(
                folder,
                random.nextBoolean() ? "INLINE" : "RINGED",
                point.equals(KilledRun.ROLLING) ? 4 : random.nextInt(1, 64),
                point,
                passed);
        final StringBuilder said = new StringBuilder();
        // Of Process.getInputStream() destroyForcibly would close the part that has not been read: a signal does not.
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                said.append(line).append('\n');
                if (line.equals(KilledRun.AT_POINT)) {
                    process.toHandle().destroyForcibly();
                    kills.merge(point, 1, Integer::sum);
                } else if (line.equals(KilledRun.READY) && point.equals(ANYWHERE)) {
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(400_000));
                    process.toHandle().destroyForcibly();
                    kills.merge(point, 1, Integer::sum);
                }
                line = output.readLine();
            }
        }
        process.waitFor();
        return said.toString();
    }

    private Map<String, String> expected() throws Exception {
        final Path folder = Files.createDirectory(temporary.resolve("plain"));
        final RunOptions inline = RunOptions.defaults().withLayout(Layout.INLINE);
        assertEquals(RunState.ENDED, run(CrashPipeline.generated(KilledRun.EVENTS, folder), inline));
        final Map<String, String> contents = CrashPipeline.read(folder);
        contents.forEach((file, text) -> assertTrue(text.lines().count() > 100, () -> "too little in " + file));
        return contents;
    }

    static RunState run(final Pipeline pipeline, final RunOptions options) throws InterruptedException {
        try (Run run = Millrace.start(pipeline, options)) {
            run.join();
            return run.state();
        }
    }

    @Test
    void shouldGiveTheResultsOfAnUninterruptedRunWhereverItIsKilled() throws Exception {
        final Map<String, String> expected = expected();
        final List<String> points = new ArrayList<>(KilledRun.points());
        points.add(ANYWHERE);
        final List<String> plan = new ArrayList<>();
        while (plan.size() < KILLS) {
            plan.addAll(shuffled(points));
        }
        // A point that was missed is tried again: a process may be over before it comes there.
        int killed = 0;
        for (int chain = 0; killed < KILLS && chain < KILLS; chain++) {
            final Path folder = Files.createDirectory(temporary.resolve("chain" + chain));
            final List<String> log = new ArrayList<>();
            for (int i = 0; i < LONGEST_CHAIN && killed < KILLS; i++) {
                final int before = total();
                final int next = i == 0 && plan.contains(KilledRun.ROLLING) ? plan.indexOf(KilledRun.ROLLING) : 0;
                final String said = kill(folder, plan.get(next));
                log.add(plan.get(next) + ": " + said);
                assertTrue(!said.contains("xception"), () -> "seed " + seed + ": " + log);
                if (total() > before) {
                    plan.remove(next);
                    killed++;
                }
                if (said.contains(KilledRun.OVER)) {
                    break;
                }
            }
            finish(folder, expected, log);
        }
        System.out.println("kills per point, seed " + seed + ": " + kills);
        points.forEach(point -> assertTrue(kills.containsKey(point), () -> "never killed at " + point + ": " + kills));
    }

    private void finish(final Path folder, final Map<String, String> expected, final List<String> log)
            throws InterruptedException, IOException {
        final RunOptions options = KilledRun.options(folder, new KilledRun.Points("none", 0));
        assertEquals(RunState.ENDED, run(CrashPipeline.generated(KilledRun.EVENTS, folder), options));
        final Map<String, String> contents = CrashPipeline.read(folder);
        for (final String file : CrashPipeline.FILES) {
            assertEquals(expected.get(file), contents.get(file), () -> "seed " + seed + ", " + file + ": " + log);
        }
    }

    private int total() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private List<String> shuffled(final List<String> points) {
        final List<String> left = new ArrayList<>(points);
        final List<String> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(random.nextInt(left.size())));
        }
        return order;
    }
}
