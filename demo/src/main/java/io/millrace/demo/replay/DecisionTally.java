package io.millrace.demo.replay;

import io.millrace.demo.market.Decision;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.record.Int128Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** Counts decisions, and keeps the last profit of each symbol. <b>For one replay, on one thread.</b> */
final class DecisionTally implements SinkFactory<Decision> {
    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, Int128Value> pnl = new HashMap<>();
    private int scale;
    private long decisions;

    @Override
    public Sink<Decision> open(final SinkContext context) {
        scale = context.type().layout().fields().stream()
                .filter(field -> field.name().equals("pnl"))
                .findFirst()
                .orElseThrow()
                .scale();
        return decision -> {
            decisions++;
            pnl.computeIfAbsent(decision.symbol(), symbol -> new Int128Value()).set(decision.pnl());
        };
    }

    long decisions() {
        return decisions;
    }

    /** The profit of all symbols together. */
    BigDecimal pnl() {
        BigInteger sum = BigInteger.ZERO;
        for (final Int128Value each : pnl.values()) {
            sum = sum.add(new BigInteger(each.toString()));
        }
        return new BigDecimal(sum, scale);
    }
}
