package io.millrace.demo.market;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The market pipeline by its name; the options are those of the command, without the dashes. */
public final class MarketProvider implements PipelineProvider {
    private static final Set<String> INPUT = Set.of(
            "trades",
            "quotes",
            "columns",
            "quote-columns",
            "time-unit",
            "ingress",
            "max-jump",
            "rate",
            "duration",
            "events",
            "seed",
            "decimals",
            "quantity-decimals");
    private static final List<String> VARIABLE =
            List.of("bar", "vwap", "session-gap", "asof", "spread", "signal", "threshold", "disorder", "lateness");

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

    @Override
    public Pipeline createVariant(final Map<String, String> options, final Map<String, String> changes) {
        changes.forEach((name, value) -> requireVariable(name));
        try {
            final Map<String, String> changed = new LinkedHashMap<>(options);
            changed.putAll(changes);
            final WorkPlan before = plan(options);
            final WorkPlan now = plan(changed);
            if (now.pipeline().outputs().needQuotes() && !before.hasQuotes()) {
                throw new UsageException("there are no quotes in the journal, and what is asked for needs them");
            }
            return now.forReplay();
        } catch (final ParameterException | UsageException e) {
            throw new IllegalArgumentException("market: " + e.getMessage(), e);
        }
    }

    private static void requireVariable(final String name) {
        if (INPUT.contains(name)) {
            throw new IllegalArgumentException("market: option " + name
                    + " says what the input was, and that is in the journal as it came: it cannot be another");
        }
        if (!VARIABLE.contains(name)) {
            throw new IllegalArgumentException(
                    "market: there is no option " + name + " to set; there are " + String.join(", ", VARIABLE));
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
