package io.millrace.demo.market;

import io.millrace.engine.function.BroadcastFunction;
import io.millrace.engine.function.BroadcastStates;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.function.StepContext;
import io.millrace.state.MapState;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;

/**
 * Buys one when the last trade is above the mean price of the last closed window by more than a threshold, sells one
 * when it is below, and does not do the same twice in a row. It buys at the ask and sells at the bid of the quote that
 * had arrived last.
 *
 * <p>Without a quote that has both sides nothing is done, and the next trade may bring the decision; the signal goes to
 * {@link #UNFILLED}. All amounts are integers: cash in tenths of the last decimal of prices, so that the middle between
 * bid and ask is exact.
 */
final class VwapCross implements BroadcastFunction<QuotedTrade, VwapFlyweight, DecisionFlyweight> {
    static final StateSpec.MapOf<Level, LevelFlyweight> LEVELS =
            new StateSpec.MapOf<>("levels", null, LevelFlyweight.TYPE, Long.MAX_VALUE, StateOptions.DEFAULT);
    static final StateSpec.Value<Holding, HoldingFlyweight> HOLDINGS =
            new StateSpec.Value<>("holdings", HoldingFlyweight.TYPE, StateOptions.DEFAULT);
    static final SideOutput<Unfilled, UnfilledFlyweight> UNFILLED =
            new SideOutput<>("unfilled", UnfilledFlyweight.TYPE);
    static final ProcessSpec SPEC = ProcessSpec.of(HOLDINGS).withSide(UNFILLED);
    private static final long TENTHS = 10;
    private static final long HALF_IN_TENTHS = 5;

    private final Signal signal;
    private final MapState<Level, LevelFlyweight> levels;
    private final ValueState<Holding, HoldingFlyweight> holdings;
    private final Collector<UnfilledFlyweight> unfilled;

    VwapCross(final Signal signal, final BroadcastStates states) {
        this.signal = signal;
        levels = states.openBroadcast(LEVELS);
        holdings = states.open(HOLDINGS);
        unfilled = states.side(UNFILLED);
    }

    /** A further row of a window that was closed before the last one says nothing new. */
    @Override
    public void onBroadcast(
            final VwapFlyweight vwap, final StepContext context, final Collector<DecisionFlyweight> out) {
        final Level before = levels.get(vwap.symbol());
        if (before != null && before.endNs() > vwap.endNs()) {
            return;
        }
        final LevelFlyweight level = levels.edit(vwap.symbol()).endNs(vwap.endNs());
        if (vwap.hasVwap()) {
            level.vwap(vwap.vwap());
        } else {
            level.clearVwap();
        }
    }

    @Override
    public void onEvent(final QuotedTrade trade, final ProcessContext context, final Collector<DecisionFlyweight> out) {
        final Level level = levels.get(trade.symbol());
        if (level == null || !((LevelFlyweight) level).hasVwap()) {
            return;
        }
        final int side = signal.of(trade.price(), level.vwap());
        if (side == 0) {
            return;
        }
        final Holding before = holdings.get();
        if (before != null && before.side() == side) {
            return;
        }
        if (trade.bid() == 0 || trade.ask() == 0) {
            unfilled.next().symbol(trade.symbol());
            unfilled.emit();
            return;
        }
        decide(side, trade, context, out);
    }

    private void decide(
            final int side,
            final QuotedTrade trade,
            final ProcessContext context,
            final Collector<DecisionFlyweight> out) {
        final long fill = side > 0 ? trade.ask() : trade.bid();
        final HoldingFlyweight holding = holdings.edit();
        holding.cash().addProduct(fill, -side * TENTHS);
        holding.held(holding.held() + side).side(side);
        final DecisionFlyweight decision = out.next()
                .position(context.sequence())
                .symbol(trade.symbol())
                .timeNs(trade.timeNs())
                .side(side > 0 ? Decision.Side.BUY : Decision.Side.SELL)
                .price(trade.price())
                .fill(fill);
        decision.pnl().set(holding.cash());
        decision.pnl().addProduct(trade.bid(), holding.held() * HALF_IN_TENTHS);
        decision.pnl().addProduct(trade.ask(), holding.held() * HALF_IN_TENTHS);
        out.emit();
    }
}
