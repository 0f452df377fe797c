package io.millrace.demo.market;

import io.millrace.bench.report.ChildJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Kills a run midway, resumes it, and compares what it wrote with what a run writes that nobody disturbs. All three are
 * processes of their own.
 */
final class CrashTrial {
    private static final Set<String> OWN = Set.of("--crash", "--out", "--plain", "--journal");
    private static final String EVENTS = "5000000";
    private static final String CHECKPOINT_EVERY = "200ms";
    private static final int TRIES = 5;
    private static final int DIFFERENT = 1;
    private static final long LOOK_EVERY_MS = 1;
    private static final String RECOVERY = "journal: ";

    private final List<String> arguments;
    private final PrintWriter out;
    private final Path folder;
    private final Class<?> main;
    private volatile Process current;

    private CrashTrial(final Class<?> main, final List<String> arguments, final PrintWriter out, final Path folder) {
        this.main = main;
        this.arguments = arguments;
        this.out = out;
        this.folder = folder;
    }

    /** Runs the trial with the options that a command was given; returns its exit code. */
    static int of(final CommandSpec command, final PrintWriter out) throws IOException, InterruptedException {
        final Class<?> main = command.root().userObject().getClass();
        try (TemporaryFolder folder = TemporaryFolder.create("millrace-crash-")) {
            final CrashTrial trial = new CrashTrial(main, arguments(command), out, folder.path());
            final Thread ending = new Thread(() -> trial.end(folder), "millrace-crash-end");
            Runtime.getRuntime().addShutdownHook(ending);
            final int code = trial.run();
            Runtime.getRuntime().removeShutdownHook(ending);
            return code;
        }
    }

    /** On Ctrl-C nothing of it is left. */
    private void end(final TemporaryFolder temporary) {
        final Process child = current;
        if (child != null) {
            child.destroyForcibly();
            try {
                child.waitFor();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        temporary.close();
    }

    private static List<String> arguments(final CommandSpec command) {
        final List<String> arguments = new ArrayList<>(List.of("market", "--plain"));
        boolean isBounded = false;
        boolean hasCheckpoints = false;
        for (final OptionSpec option : command.options()) {
            final String name = option.longestName();
            final List<String> given = option.originalStringValues();
            if (OWN.contains(name) || given.isEmpty()) {
                continue;
            }
            arguments.add(name + '=' + String.join(",", given));
            isBounded |= Set.of("--trades", "--events", "--duration").contains(name);
            hasCheckpoints |= name.equals("--checkpoint-every");
        }
        if (!isBounded) {
            arguments.add("--events=" + EVENTS);
        }
        if (!hasCheckpoints) {
            arguments.add("--checkpoint-every=" + CHECKPOINT_EVERY);
        }
        return arguments;
    }

    private int run() throws IOException, InterruptedException {
        final List<String> undisturbed = new ArrayList<>(arguments);
        undisturbed.removeIf(argument -> argument.startsWith("--checkpoint-every") || argument.startsWith("--sync"));
        final Path whole = folder.resolve("whole");
        final Child first = start(undisturbed, whole, null);
        if (first.await() != 0) {
            return failed("the run that nobody disturbs", first);
        }
        say("a run that nobody disturbs took " + Figures.seconds(first.elapsedNs()) + " s");
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        double share = 1;
        for (int i = 0; i < TRIES; i++) {
            final Path crashed = folder.resolve("crashed-" + i);
            final Path journal = folder.resolve("journal-" + i);
            final long afterNs = (long) (random.nextDouble(share) * first.elapsedNs());
            share /= 2;
            if (kill(crashed, journal, afterNs)) {
                return resume(whole, crashed, journal);
            }
        }
        say("no run was long enough to be killed midway: try more --events");
        return DIFFERENT;
    }

    /** Kills a run some time after its first events; false if it was over before. */
    private boolean kill(final Path results, final Path journal, final long afterNs)
            throws IOException, InterruptedException {
        final Child child = start(arguments, results, journal);
        while (child.isAlive() && !hasBegun(results)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        final long beganNs = child.elapsedNs();
        TimeUnit.NANOSECONDS.sleep(afterNs);
        final long killedNs = child.elapsedNs();
        final boolean killed = child.kill();
        say((killed ? "killed (SIGKILL) " : "over before it was to be killed ") + Figures.millis(killedNs)
                + " ms after its start, " + Figures.millis(killedNs - beganNs) + " ms after its first events");
        return killed;
    }

    /** A run says in a file beside its results how much of them counts. */
    private static boolean hasBegun(final Path results) throws IOException {
        final Path commits = results.resolve("bars.csv.commit");
        return Files.exists(commits) && Files.size(commits) > 0;
    }

    private int resume(final Path whole, final Path crashed, final Path journal)
            throws IOException, InterruptedException {
        final Child second = start(arguments, crashed, journal);
        if (second.await() != 0) {
            return failed("the run that was resumed", second);
        }
        second.said().stream().filter(line -> line.startsWith(RECOVERY)).forEach(this::say);
        say("resumed, and came to its end " + Figures.seconds(second.elapsedNs()) + " s after its start");
        return compare(whole, crashed);
    }

    private int compare(final Path whole, final Path crashed) throws IOException {
        int different = 0;
        for (final Path file : new OutputFiles(whole.toString()).all()) {
            if (!Files.exists(file)) {
                continue;
            }
            final Path other = crashed.resolve(file.getFileName());
            final long at = Files.exists(other) ? Files.mismatch(file, other) : 0;
            say("  " + Figures.left(file.getFileName().toString(), 24)
                    + (at < 0
                            ? "identical, " + Figures.grouped(Files.size(file)) + " bytes"
                            : "DIFFERENT from byte " + Figures.grouped(at) + " on"));
            different += at < 0 ? 0 : 1;
        }
        say(different == 0 ? "identical" : "DIFFERENT");
        return different == 0 ? 0 : DIFFERENT;
    }

    private int failed(final String what, final Child child) throws IOException {
        say(what + " failed:");
        child.said().forEach(this::say);
        return DIFFERENT;
    }

    private void say(final String line) {
        out.println(line);
        out.flush();
    }

    private Child start(final List<String> arguments, final Path results, final Path journal) throws IOException {
        final List<String> all = new ArrayList<>(arguments);
        all.add("--out=" + results);
        if (journal != null) {
            all.add("--journal=" + journal);
        }
        final Path said = results.resolveSibling(results.getFileName() + ".txt");
        final long startNs = System.nanoTime();
        final Process process = new ProcessBuilder(ChildJvm.command(List.of(), main, all))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                .start();
        current = process;
        return new Child(process, said, startNs);
    }

    /** A run in a process of its own. */
    private static final class Child {
        private final Process process;
        private final Path said;
        private final long startNs;
        private long endNs;

        private Child(final Process process, final Path said, final long startNs) {
            this.process = process;
            this.said = said;
            this.startNs = startNs;
        }

        boolean isAlive() {
            return process.isAlive();
        }

        int await() throws InterruptedException {
            final int code = process.waitFor();
            endNs = System.nanoTime();
            return code;
        }

        /** Whether it was alive. */
        boolean kill() throws InterruptedException {
            process.destroyForcibly();
            final int code = await();
            return code != 0;
        }

        long elapsedNs() {
            return (endNs == 0 ? System.nanoTime() : endNs) - startNs;
        }

        List<String> said() throws IOException {
            return Files.readAllLines(said);
        }
    }
}
