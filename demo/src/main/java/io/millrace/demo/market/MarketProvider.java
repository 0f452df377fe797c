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
        final List<String> args = new ArrayList<>();
        options.forEach((name, value) -> args.addAll(List.of("--" + name, value)));
        final Options parsed = new Options();
        try {
            new CommandLine(parsed).parseArgs(args.toArray(new String[0]));
            final WorkPlan plan = WorkPlan.of(parsed.market);
            final Work work = plan.work();
            if (work.hasTwoPhases()) {
                throw new IllegalArgumentException("market needs one of the options trades, events and duration");
            }
            return plan.pipeline().build(work.input().source(), work.input().hasQuotes(), new Board());
        } catch (final ParameterException | UsageException e) {
            throw new IllegalArgumentException("market: " + e.getMessage(), e);
        }
    }

    /** The options, without a command around them. */
    @Command
    private static final class Options {
        @Mixin
        private final MarketOptions market = new MarketOptions();
    }
}
