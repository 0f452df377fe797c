package io.millrace.demo.market;

import io.millrace.engine.duration.DurationText;
import io.millrace.engine.source.PacedSource;
import io.millrace.engine.source.SourceFactory;

/** Events that the demo makes itself: how many, and how fast. */
final class MadeEvents {
    private static final long RATE = 100_000;
    private static final long PACED = 500_000;
    private static final long FLAT_OUT = 5_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final MarketOptions options;
    private final Scales scales;
    private final boolean hasQuotes;

    MadeEvents(final MarketOptions options, final MarketPipeline pipeline) {
        this.options = options;
        this.scales = pipeline.scales();
        this.hasQuotes = pipeline.outputs().needQuotes();
    }

    Work work() throws UsageException {
        if (options.rate == null && options.durationNs == null && options.events == null) {
            return demonstration();
        }
        final long rate = options.rate == null ? RateConverter.MAX : options.rate;
        if (options.events != null && options.events < 1) {
            throw new UsageException("--events must be 1 or more, not " + options.events);
        }
        if (options.durationNs != null && options.durationNs == 0) {
            throw new UsageException("--duration must be longer than 0");
        }
        SourceFactory<TickFlyweight> source = generator(number(rate));
        if (rate != RateConverter.MAX) {
            source = PacedSource.of(source, rate);
        } else if (options.durationNs != null) {
            source = new TimedSource(source, options.durationNs);
        }
        return new Work(input(source), rate, null, false);
    }

    private Work demonstration() {
        final Gate gate = new Gate();
        final SourceFactory<TickFlyweight> source = new TwoPhaseSource(generator(PACED + FLAT_OUT), PACED, RATE, gate);
        return new Work(input(source), RATE, new Work.Phases(gate, PACED, FLAT_OUT), false);
    }

    private Work.Input input(final SourceFactory<TickFlyweight> source) {
        return new Work.Input(source, hasQuotes, hasQuotes ? "generated trades and quotes" : "generated trades");
    }

    /** How many: what is reached first, where both --events and --duration are there. */
    private long number(final long rate) throws UsageException {
        if (options.events == null && options.durationNs == null) {
            throw new UsageException("--rate makes trades without end: give --duration or --events, too");
        }
        final long events = options.events == null ? Long.MAX_VALUE : options.events;
        return options.durationNs == null || rate == RateConverter.MAX ? events : Math.min(events, due(rate));
    }

    /** At a rate, a duration is a number of events. */
    private long due(final long rate) throws UsageException {
        final long seconds = options.durationNs / NS_PER_SECOND;
        final long rest = options.durationNs % NS_PER_SECOND;
        try {
            return Math.addExact(Math.multiplyExact(seconds, rate), rest * rate / NS_PER_SECOND);
        } catch (final ArithmeticException e) {
            throw new UsageException(
                    "--duration " + DurationText.format(options.durationNs) + " at this --rate are too many trades", e);
        }
    }

    private TickGenerator generator(final long events) {
        return new TickGenerator(options.seed == null ? 1 : options.seed, events, hasQuotes, scales);
    }
}
