package io.millrace.demo.market;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The market pipeline by its name; the options are those of the command, without the dashes. */
public final class MarketProvider implements PipelineProvider {
    /** Creates the provider. */
    public MarketProvider() {}

    @Override
    public String name() {
        return "market";
    }

    @Override
    public String summary() {
        return "bars, mean prices, sessions, spreads and as-of joins of trades and quotes";
    }

    @Override
    public Pipeline create(final Map<String, String> options) {
        try {
            final WorkPlan plan = plan(options);
            final Work work = plan.work();
            if (work.hasTwoPhases()) {
                throw new IllegalArgumentException("market needs one of the options trades, events and duration");
            }
            return plan.pipeline().build(work.input().source(), work.input().hasQuotes(), new Board());
        } catch (final ParameterException | UsageException e) {
            throw new IllegalArgumentException("market: " + e.getMessage(), e);
        }
    }

    @Override
    public Pipeline createForReplay(final Map<String, String> options) {
        try {
            return plan(options).forReplay();
        } catch (final ParameterException | UsageException e) {
            throw new IllegalArgumentException("market: " + e.getMessage(), e);
        }
    }

    private static WorkPlan plan(final Map<String, String> options) throws UsageException {
        final List<String> args = new ArrayList<>();
        options.forEach((name, value) -> args.add("--" + name + "=" + value));
        final Options parsed = new Options();
        new CommandLine(parsed).parseArgs(args.toArray(new String[0]));
        return WorkPlan.of(parsed.market);
    }

    /** The options, without a command around them. */
    @Command
    private static final class Options {
        @Mixin
        private final MarketOptions market = new MarketOptions();
    }
}
