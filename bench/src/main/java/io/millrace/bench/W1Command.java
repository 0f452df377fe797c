package io.millrace.bench;

import io.millrace.bench.contest.Contest;
import io.millrace.bench.contest.Contestant;
import io.millrace.bench.disruptor.DisruptorW1;
import io.millrace.bench.service.ServicePlan;
import io.millrace.bench.w1.EngineW1;
import io.millrace.bench.w1.HashMapW1;
import io.millrace.bench.w1.KnownAnswers;
import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import io.millrace.journal.SyncPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Throughput and service time of W1. */
@Command(
        name = "w1",
        description = {
            "Tumbling windows of 1 ms by key: throughput, service time.",
            "A window has count, notional, volume, high and low; events come in bounded disorder.",
            "Without --rate: throughput, beside the same work in one hand-written loop (the limit) and with a HashMap;"
                    + " ringed, beside a raw Disruptor. All answers are compared; exit code 1 if two differ.",
            "With --rate: service time in an open loop, inline, beside an open loop that does nothing.",
            "With --rate and --journal: service time without a journal, then with one for each policy of --sync."
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench w1 --events 20M --layout both",
            "  bin/millrace bench w1 --events 1M --keys 50 --seed 1234abcd --step 250 --disorder 20us",
            "  bin/millrace bench w1 --events 20M --bounds-checks",
            "  bin/millrace bench w1 --rate 1M --duration 40s",
            "  bin/millrace bench w1 --rate 1M --journal /mnt/disk --sync none,100ms,batch"
        })
final class W1Command implements Callable<Integer> {
    private static final int RUNS_INLINE = 7;
    private static final int RUNS_RINGED = 15;
    private static final long DURATION_NS = 10_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private ContestOptions contests;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Counts.Count.class,
            description = "Measure service time at so many events per second; --step is then 1e9 / N, and --events"
                    + " follows from --duration.")
    private Long rate;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = Counts.Nanos.class,
            description = "How long the open loop works, warm-up and empty slices aside (default: 10s; with --journal"
                    + " 5s each; 20 pairs of slices take 40s).")
    private Long durationNs;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "Measure with a journal too: a folder of its own is made there and removed again.")
    private Path journal;

    @Option(
            names = "--sync",
            paramLabel = "none|D|batch",
            split = ",",
            converter = SyncOption.class,
            description = "When the journal is forced to the disk; several, separated by commas, are measured one after"
                    + " the other (default: none).")
    private List<SyncPolicy> syncs;

    @Override
    public Integer call() throws Exception {
        if (rate == null) {
            refuse("--duration", "is for service time: it needs --rate");
            refuse("--journal", "is for service time: it needs --rate; 'bench journal' measures throughput");
        } else {
            for (final String option : new String[] {"--events", "--step", "--runs", "--warmups", "--bounds-checks"}) {
                refuse(option, "is for throughput, not for --rate");
            }
        }
        if (journal == null) {
            refuse("--sync", "needs --journal");
        }
        return BenchCommand.judge(spec, rate == null ? this::measure : this::measureService);
    }

    /** An option without effect is a mistake. */
    private void refuse(final String option, final String why) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            throw new ParameterException(spec.commandLine(), option + " " + why);
        }
    }

    private int measureService() throws Exception {
        if (contests.isRinged()) {
            throw new ParameterException(spec.commandLine(), "--rate measures the inline layout only");
        }
        Counts.requireRange(spec, "--rate", rate, 1, ServicePlan.MAX_RATE);
        final long forNs = durationNs != null ? durationNs : journal == null ? DURATION_NS : DURATION_NS / 2;
        Counts.requireDuration(spec, forNs);
        final ServicePlan plan = journal == null ? ServicePlan.of(rate, forNs) : ServicePlan.ofShort(rate, forNs);
        final BenchInput input = options.paced(spec, rate, plan.events());
        if (journal == null) {
            new ServiceReport(new Report(spec)).measure(plan, input);
        } else {
            new JournalServiceReport(new Report(spec), journal, syncs == null ? List.of(SyncPolicy.none()) : syncs)
                    .measure(plan, input);
        }
        return 0;
    }

    private int measure() throws Exception {
        final BenchInput input = input();
        final Report report = new Report(spec);
        report.line("W1       " + InputOptions.text(input));
        report.machine();
        final List<Contestant> inline = contests.isInline() ? inline(input) : List.of();
        final List<Contestant> ringed = contests.isRinged() ? ringed(input) : List.of();
        checkAnswers(input, inline, ringed, report);
        compare("inline", input, inline, contests.runs(RUNS_INLINE), report);
        compare("ringed", input, ringed, contests.runs(RUNS_RINGED), report);
        return contests.again("w1", options, report);
    }

    private BenchInput input() {
        contests.check(spec);
        return options.checked(spec);
    }

    /** Before anything is measured: each way once, and the published answer where there is one. */
    private static void checkAnswers(
            final BenchInput input, final List<Contestant> inline, final List<Contestant> ringed, final Report report)
            throws Exception {
        final List<Contestant> others = new ArrayList<>(inline);
        others.addAll(ringed);
        AnswerCheck.run(new Contestant("HashMap", () -> HashMapW1.run(input)), KnownAnswers.of(input), others, report);
        if (!LimitW1.fits(input)) {
            report.line("The limit loop holds four windows and some 9 million keys at most: not run for this input.");
        }
    }

    private static List<Contestant> inline(final BenchInput input) {
        final List<Contestant> contestants = new ArrayList<>();
        if (LimitW1.fits(input)) {
            contestants.add(new Contestant("limit loop", () -> LimitW1.run(input)));
        }
        contestants.add(new Contestant("HashMap", () -> HashMapW1.run(input)));
        contestants.add(new Contestant("Millrace inline", new EngineW1(input, Layout.INLINE)::run));
        return contestants;
    }

    private static List<Contestant> ringed(final BenchInput input) {
        final List<Contestant> contestants = new ArrayList<>();
        if (LimitW1.fits(input)) {
            contestants.add(new Contestant("raw Disruptor", () -> DisruptorW1.run(input)));
        }
        contestants.add(new Contestant("Millrace ringed", new EngineW1(input, Layout.RINGED)::run));
        return contestants;
    }

    private void compare(
            final String title,
            final BenchInput input,
            final List<Contestant> contestants,
            final int rounds,
            final Report report)
            throws Exception {
        if (!contestants.isEmpty()) {
            final Contest contest = new Contest(input.events(), contestants, report::progress);
            report.standings(title + ", median of " + rounds, contest.run(contests.warmups(input.events()), rounds));
        }
    }
}
