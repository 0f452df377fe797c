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

    RecordType<Trade, TradeFlyweight> tradeType() {
        return TradeFlyweight.TYPE.withScale("price", price).withScale("quantity", quantity);
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
}
