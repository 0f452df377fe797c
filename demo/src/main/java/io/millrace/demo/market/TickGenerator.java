package io.millrace.demo.market;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import io.millrace.engine.source.SymbolIds;
import io.millrace.record.Decimals;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes trades by a {@link TradeWalk}, and, where they are wanted, a quote before each: in order, up to 8 cents around
 * the price, one in 64 locked, one in 512 crossed, one in 256 without an ask. The n-th event depends on the seed alone.
 *
 * <p>Event time passes by 10 us a trade on average: 100,000 trades are a second.
 *
 * @param seed any number.
 * @param events how many; {@link Long#MAX_VALUE} for no end.
 * @param hasQuotes whether every second event is a trade, those between them quotes.
 * @param scales digits after the point; prices are made with up to two, quantities whole.
 */
record TickGenerator(long seed, long events, boolean hasQuotes, Scales scales) implements SourceFactory<TickFlyweight> {
    /** The symbols. */
    static final List<String> SYMBOLS =
            List.of("ACME", "BOLT", "CRUX", "DUNE", "ECHO", "FLUX", "GRIT", "HALO", "IRIS", "JADE");

    /** Time of the first trade: 2 January 2024, 14:30 UTC. */
    static final long START_NS = 1_704_205_800_000_000_000L;

    /** However many are made, the first ones are the same. */
    @Override
    public Optional<String> fingerprint() {
        return Optional.of("made from seed " + seed + (hasQuotes ? ", with quotes" : ""));
    }

    @Override
    public Source<TickFlyweight> open(final SourceContext context) {
        return new Generating(this, context.symbols());
    }

    private static final class Generating implements Source<TickFlyweight> {
        private final SymbolIds symbols;
        private final TradeWalk walk;
        private final long events;
        private final boolean hasQuotes;
        private final long priceFactor;
        private final long priceDivisor;
        private final long quantityFactor;
        private final int[] ids = new int[SYMBOLS.size()];
        private long made;
        private boolean quoted;

        Generating(final TickGenerator settings, final SymbolIds symbols) {
            this.symbols = symbols;
            walk = new TradeWalk(settings.seed, START_NS);
            events = settings.events;
            hasQuotes = settings.hasQuotes;
            final int scale = settings.scales.price();
            priceFactor = Decimals.powerOfTen(Math.max(0, scale - 2));
            priceDivisor = Decimals.powerOfTen(Math.max(0, 2 - scale));
            quantityFactor = Decimals.powerOfTen(settings.scales.quantity());
            Arrays.fill(ids, -1);
        }

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) {
            final int count = (int) Math.min(limit, events - made);
            if (count == 0) {
                return END_OF_INPUT;
            }
            for (int i = 0; i < count; i++) {
                if (!quoted) {
                    walk.next();
                }
                quoted = hasQuotes && !quoted;
                if (quoted) {
                    publishQuote(out);
                } else {
                    publishTrade(out);
                }
            }
            made += count;
            return count;
        }

        private void publishTrade(final Publisher<TickFlyweight> out) {
            final int id = idOf(walk.symbol());
            out.claim()
                    .kind(Tick.Kind.TRADE)
                    .timeNs(walk.shownNs())
                    .symbol(id)
                    .price(scaled(walk.cents()))
                    .quantity(walk.quantity() * quantityFactor);
            out.commit();
        }

        private void publishQuote(final Publisher<TickFlyweight> out) {
            final int id = idOf(walk.symbol());
            final boolean oneSided = walk.otherBits(20, 8) == 0;
            out.claim()
                    .kind(Tick.Kind.QUOTE)
                    .timeNs(walk.timeNs())
                    .symbol(id)
                    .bid(scaled(walk.cents() - 1 - walk.otherBits(0, 3)))
                    .bidQuantity((1 + walk.otherBits(3, 7)) * quantityFactor)
                    .ask(oneSided ? 0 : scaled(askCents()))
                    .askQuantity(oneSided ? 0 : (1 + walk.otherBits(10, 7)) * quantityFactor);
            out.commit();
        }

        private long askCents() {
            final long bidCents = walk.cents() - 1 - walk.otherBits(0, 3);
            if (walk.otherBits(28, 9) == 0) {
                return bidCents - 1;
            }
            return walk.otherBits(40, 6) == 0 ? bidCents : walk.cents() + walk.otherBits(17, 3);
        }

        private long scaled(final long cents) {
            return cents * priceFactor / priceDivisor;
        }

        private int idOf(final int symbol) {
            if (ids[symbol] < 0) {
                ids[symbol] = symbols.idOf(SYMBOLS.get(symbol));
            }
            return ids[symbol];
        }
    }
}
