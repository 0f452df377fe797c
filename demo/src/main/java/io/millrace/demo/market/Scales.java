package io.millrace.demo.market;

import io.millrace.record.RecordType;
import java.io.Serializable;

/**
 * Digits after the point.
 *
 * @param price of prices, 0 to 9.
 * @param quantity of quantities, 0 to 9.
 */
record Scales(int price, int quantity) implements Serializable {
    static final int MAX = 9;

    /** Checks the scales. */
    Scales {
        if (price < 0 || price > MAX) {
            throw new IllegalArgumentException("decimals of prices must be 0 to " + MAX + ", not " + price);
        }
        if (quantity < 0 || quantity > MAX) {
            throw new IllegalArgumentException("decimals of quantities must be 0 to " + MAX + ", not " + quantity);
        }
    }

    int notional() {
        return price + quantity;
    }

    RecordType<Tick, TickFlyweight> tickType() {
        return TickFlyweight.TYPE
                .withScale("price", price)
                .withScale("quantity", quantity)
                .withScale("bid", price)
                .withScale("bidQuantity", quantity)
                .withScale("ask", price)
                .withScale("askQuantity", quantity);
    }

    RecordType<Bar, BarFlyweight> barType() {
        return BarFlyweight.TYPE
                .withScale("open", price)
                .withScale("high", price)
                .withScale("low", price)
                .withScale("close", price)
                .withScale("volume", quantity)
                .withScale("notional", notional());
    }

    RecordType<Vwap, VwapFlyweight> vwapType() {
        return VwapFlyweight.TYPE
                .withScale("notional", notional())
                .withScale("volume", quantity)
                .withScale("vwap", price);
    }

    RecordType<Session, SessionFlyweight> sessionType() {
        return SessionFlyweight.TYPE.withScale("volume", quantity);
    }

    RecordType<Spread, SpreadFlyweight> spreadType() {
        return SpreadFlyweight.TYPE
                .withScale("min", price)
                .withScale("max", price)
                .withScale("sum", price);
    }

    RecordType<Decision, DecisionFlyweight> decisionType() {
        return DecisionFlyweight.TYPE
                .withScale("price", price)
                .withScale("fill", price)
                .withScale("pnl", price + 1);
    }

    RecordType<QuotedTrade, QuotedTradeFlyweight> quotedTradeType() {
        return QuotedTradeFlyweight.TYPE
                .withScale("price", price)
                .withScale("quantity", quantity)
                .withScale("bid", price)
                .withScale("bidQuantity", quantity)
                .withScale("ask", price)
                .withScale("askQuantity", quantity);
    }
}
