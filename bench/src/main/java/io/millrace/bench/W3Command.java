package io.millrace.bench;

import io.millrace.bench.contest.Contest;
import io.millrace.bench.contest.Contestant;
import io.millrace.bench.w3.EngineW3;
import io.millrace.bench.w3.HashMapW3;
import io.millrace.bench.w3.LoopW3;
import io.millrace.bench.w3.W3;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Throughput of W3. */
@Command(
        name = "w3",
        description = {
            "Sessions by key, with a gap of 2.000001 ms: throughput.",
            "A session has count, notional, volume, high and low; events come in bounded disorder.",
            "Beside the same work in one hand-written loop and with a HashMap. All answers are compared; exit code 1 if"
                    + " two differ."
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench w3 --events 5M --layout both",
            "  bin/millrace bench w3 --events 1M --keys 1M --bounds-checks"
        })
final class W3Command implements Callable<Integer> {
    private static final int RUNS = 7;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private ContestOptions contests;

    @Mixin
    private HelpOption help;

    @Override
    public Integer call() throws Exception {
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        contests.check(spec);
        final BenchInput input = options.checked(spec);
        final Report report = new Report(spec);
        report.line("W3       " + InputOptions.text(input));
        report.machine();
        final List<Contestant> contestants = contestants(input);
        checkAnswers(input, contestants, report);
        final int rounds = contests.runs(RUNS);
        final Contest contest = new Contest(input.events(), contestants, report::progress);
        report.standings("median of " + rounds, contest.run(contests.warmups(input.events()), rounds));
        return contests.again("w3", options, report);
    }

    private List<Contestant> contestants(final BenchInput input) {
        final List<Contestant> contestants = new ArrayList<>();
        if (LoopW3.fits(input)) {
            contestants.add(new Contestant("loop", () -> LoopW3.run(input)));
        }
        contestants.add(new Contestant("HashMap", () -> HashMapW3.run(input)));
        if (contests.isInline()) {
            contestants.add(new Contestant("Millrace inline", new EngineW3(input, Layout.INLINE)::run));
        }
        if (contests.isRinged()) {
            contestants.add(new Contestant("Millrace ringed", new EngineW3(input, Layout.RINGED)::run));
        }
        return contestants;
    }

    /** Before anything is measured: each way once, and the published answer where there is one. */
    private static void checkAnswers(final BenchInput input, final List<Contestant> contestants, final Report report)
            throws Exception {
        AnswerCheck.run(
                new Contestant("HashMap", () -> HashMapW3.run(input)), W3.knownAnswer(input), contestants, report);
        if (!LoopW3.fits(input)) {
            report.line("The loop holds two sessions a key and some 13 million keys at most: not run for this input.");
        }
    }
}
